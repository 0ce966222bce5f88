/** A language client registers its documents when it starts, so it starts again where others are served. */
import * as vscode from 'vscode';
import { servedDocuments, servedSchemes } from '../files/documents';

/** What is needed of `LanguageClient`, which the library has once for Node and once for a browser. */
interface Client {
  readonly clientOptions: { documentSelector?: unknown };
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Calls back after a change of the workspace's folders by which other schemes are served. */
export function onDidChangeServedSchemes(changed: () => void): vscode.Disposable {
  let before = servedSchemes().join();
  return vscode.workspace.onDidChangeWorkspaceFolders(() => {
    const now = servedSchemes().join();
    if (now === before) return;
    before = now;
    changed();
  });
}

/**
 * Starts a client again for the documents that are served now. Rejects where it cannot be started.
 *
 * @param started the start before, of which a failure is reported where it was made
 */
export async function restarted(
  client: Client,
  started: Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> {
  await started.catch(() => undefined);
  // The library ends a server that does not answer, and can start another one then.
  await client.stop().catch(onError);
  client.clientOptions.documentSelector = servedDocuments();
  await client.start();
}
