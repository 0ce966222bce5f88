/** The language server in a web worker, for editors that run in a browser: no Node, and files only through the client. */
import type { BrowserMessageReader } from 'vscode-languageserver/browser';
import { clientWorkspace } from './clientWorkspace';
import { serve } from './connection';
import { packageVersion } from '../packageVersion';
import { translations } from '../locales';

/** What a dedicated worker has of itself; the types of the DOM would clash with those of Node. */
type Scope = ConstructorParameters<typeof BrowserMessageReader>[0];

/** Serves whoever made this worker. */
export async function startWorker(): Promise<void> {
  const browser = await import('vscode-languageserver/browser');
  const scope = globalThis as unknown as Scope;
  const connection = browser.createConnection(
    new browser.BrowserMessageReader(scope),
    new browser.BrowserMessageWriter(scope),
  );
  serve(connection, {
    disk: clientWorkspace(connection),
    defer: afterMessages(),
    version: packageVersion,
    translations,
  });
}

/** As `setImmediate` does in Node: a message to oneself comes after those that are already waiting. */
function afterMessages(): (callback: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => {
    waiting.shift()?.();
  };
  return callback => {
    waiting.push(callback);
    port2.postMessage(undefined);
  };
}
