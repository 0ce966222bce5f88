/**
 * The library of language clients, for Node and for a browser. It is most of what the extension would load, so it is
 * loaded with the first client; and both parts share nearly all of their code, so they are in one file: that of the
 * extension in a browser, which can be one file only (scripts/lib/products.mjs).
 */
export const nodeClients = () => import('vscode-languageclient/node');
export const browserClients = () => import('vscode-languageclient/browser');
