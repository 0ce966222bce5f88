/** Small questions about strings that several places ask. */

/** The last line of an output, without white space around it; empty where there is none. */
export function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1)?.trim() ?? '';
}

/** The folder that an absolute POSIX path lies in. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

/** The absolute POSIX path; one that is written relative is relative to the folder, with or without a `./` before it. */
export function absolutePath(path: string, folder: string): string {
  return path.startsWith('/') ? path : `${folder === '/' ? '' : folder}/${path.replace(/^(?:\.\/+)+/, '')}`;
}
