/** Files as the client has them. A client that does not answer has none. */
import type { Connection } from 'vscode-languageserver';
import type { FileFinder, Workspace } from '../../analysis/files/workspace';
import { findFilesRequest, listFolderRequest, readFileRequest } from '../../protocol';
import type { FileParams, FindParams, RemoteFile } from '../../protocol';
import { decodeUtf8 } from '../files/utf8';

export function clientWorkspace(connection: Pick<Connection, 'sendRequest'>): Workspace & FileFinder {
  const ask = async <T>(method: string, params: FileParams | FindParams): Promise<T | null> => {
    try {
      return await connection.sendRequest<T | null>(method, params);
    } catch {
      return null;
    }
  };
  return {
    async read(uri) {
      const file = await ask<RemoteFile>(readFileRequest, { uri });
      return file === null ? undefined : decodeUtf8(bytesOf(file));
    },
    async list(folderUri) {
      return (await ask<string[]>(listFolderRequest, { uri: folderUri })) ?? [];
    },
    async find(_, most) {
      return (await ask<string[]>(findFilesRequest, { most })) ?? [];
    },
  };
}

function bytesOf({ base64 }: RemoteFile): Uint8Array {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}
