/** The little of URIs that features need. A URI is compared decoded, since clients encode differently. */
import { withoutSlashesAtEnd } from '../../strings/slashes';

/** The URI without percent escapes, or unchanged where an escape is broken. */
export function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** Last segment of the path, decoded. */
export function baseName(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The folder that holds a file or folder, without a slash at the end; undefined at the root and for other schemes. */
export function parentOf(uri: string): string | undefined {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(uri)?.[0];
  const slash = uri.lastIndexOf('/');
  return path === undefined || slash < path.length ? undefined : uri.slice(0, slash);
}

/** Folders without those that were removed, and with those that were added, each once. */
export function changedFolders(
  folders: readonly string[],
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): string[] {
  const gone = new Set(removed.map(canonical));
  const kept = folders.filter(folder => !gone.has(canonical(folder)));
  const known = new Set(kept.map(canonical));
  return [...kept, ...added.filter(folder => !known.has(canonical(folder)))];
}

function canonical(folder: string): string {
  return withoutSlashesAtEnd(decoded(folder));
}

/** True where `uri` is `folder` or lies below it. */
export function isWithin(uri: string, folder: string): boolean {
  const inner = decoded(uri);
  const outer = canonical(folder);
  return inner === outer || inner.startsWith(`${outer}/`);
}
