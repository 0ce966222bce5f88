/**
 * When a language client is started: with the first document that is served. It registers its documents when it starts,
 * so it starts again where others are served.
 */
import * as vscode from 'vscode';
import type { Lazy } from '../../core/async/lazy';
import { servedDocuments, servedSchemes } from '../files/documents';

/** What is needed of `LanguageClient`, which the library has once for Node and once for a browser. */
interface Client {
  readonly clientOptions: { documentSelector?: unknown };
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a client with the first document that is served, now or later, and again where others are. */
export function startWithDocuments(
  client: Lazy<Client>,
  onError: (error: unknown) => void,
): vscode.Disposable {
  const look = () => {
    if (client.needed) return;
    const served = servedDocuments();
    if (vscode.workspace.textDocuments.some(each => vscode.languages.match(served, each) > 0))
      client.get().catch(onError);
  };
  const changed = () => {
    client.change(each => restart(each, onError)).catch(onError);
    look();
  };
  look();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    onDidChangeServedSchemes(changed),
  );
}

/** Calls back after a change of the workspace's folders by which other schemes are served. */
function onDidChangeServedSchemes(changed: () => void): vscode.Disposable {
  let before = servedSchemes().join();
  return vscode.workspace.onDidChangeWorkspaceFolders(() => {
    const now = servedSchemes().join();
    if (now === before) return;
    before = now;
    changed();
  });
}

/** Starts a client again for the documents that are served now. Rejects where it cannot be started. */
async function restart(client: Client, onError: (error: unknown) => void): Promise<void> {
  // The library ends a server that does not answer, and can start another one then.
  await client.stop().catch(onError);
  client.clientOptions.documentSelector = servedDocuments();
  await client.start();
}
