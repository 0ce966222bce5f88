/** Registers what happens to files and folders: in the editor, on the disk, and to the workspace. */
import {
  DidChangeWatchedFilesNotification,
  type Connection,
  type TextDocuments,
} from 'vscode-languageserver';
import type { OpenDocument, Session } from '../../analysis/session';
import { changedFolders } from '../../analysis/files/uri';
import type { Client } from './capabilities';

export interface Watcher {
  readonly documents: TextDocuments<OpenDocument>;
  readonly session: Session;
  /** Undefined before `initialize`. */
  readonly client: () => Client | undefined;
  /** Another text of one file, on which no other depends. */
  readonly changed: (uri: string) => void;
  /** Files of which others may depend, or what is known of the disk. */
  readonly allChanged: () => void;
  readonly closed: (uri: string) => void;
  readonly log: (what: string, error: unknown) => void;
}

export function registerWatching(connection: Connection, watcher: Watcher): void {
  const { documents, session, client } = watcher;
  const filesChanged = () => {
    session.forgetFiles();
    watcher.allChanged();
  };
  connection.onInitialized(() => {
    if (client()?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        session.roots = changedFolders(session.roots, {
          added: added.map(({ uri }) => uri),
          removed: removed.map(({ uri }) => uri),
        });
        filesChanged();
      });
    }
    if (client()?.watchedFiles === true) watchFiles(connection, watcher);
  });
  connection.onDidChangeWatchedFiles(filesChanged);
  documents.onDidSave(filesChanged);
  documents.onDidOpen(filesChanged);
  documents.onDidChangeContent(({ document: { uri } }) => {
    if (session.isCluster(uri)) watcher.allChanged();
    else watcher.changed(uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    session.forget(uri);
    filesChanged();
    watcher.closed(uri);
  });
}

function watchFiles(connection: Connection, { log }: Watcher): void {
  // Of a configuration that is open, another program may change the encoding alone.
  const watchers = ['twinkle_cluster', 'server_config'].flatMap(name =>
    ['yaml', 'yml'].map(ending => ({ globPattern: `**/${name}*.${ending}` })),
  );
  connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch((error: unknown) => {
    log('Files are not watched', error);
  });
}
