/** Which files `twinkle-check` looks at, and what they hold. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { kindOfName } from '../features/fileKind';
import type { FileText } from '../features/workspace';
import { Ignored } from './ignored';
import { decodeUtf8 } from './utf8';

export interface InputFile extends FileText {
  /** As it was given, or joined to the folder that was given; `-` for standard input. */
  readonly path: string;
  /** True where the file begins with a byte order mark, which the text is without. */
  readonly hasMark: boolean;
}

export interface Input {
  readonly files: readonly InputFile[];
  /** What could not be read, in words. */
  readonly problems: string[];
}

/** Patterns as in a .gitignore for files that are not to be found, and the folder that they are relative to. */
export interface Exclude {
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** Folders that hold other people's files, or none that anybody wrote. */
export const skippedFolders = new Set(['node_modules', '__pycache__', 'site-packages']);

/** Reads all targets; one that cannot be read does not keep the others from being read. */
export function readTargets(targets: readonly string[], exclude: Exclude): Input {
  const files: InputFile[] = [];
  const problems: string[] = [];
  for (const target of targets) {
    const paths = target === '-' ? ['-'] : pathsOf(target, exclude, problems);
    for (const path of paths) {
      try {
        const bytes = readFileSync(path === '-' ? 0 : path);
        const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
        files.push({ path, hasMark, ...decodeUtf8(bytes) });
      } catch (error) {
        problems.push(`${path}: ${reasonOf(error)}`);
      }
    }
  }
  return { files, problems };
}

function pathsOf(target: string, exclude: Exclude, problems: string[]): string[] {
  try {
    if (!statSync(target).isDirectory()) return [target];
  } catch (error) {
    problems.push(`${target}: ${reasonOf(error)}`);
    return [];
  }
  const found = walk(target, Ignored.at(target, exclude), problems);
  if (found.length === 0) {
    problems.push(`${target}: no server_config*.yaml or twinkle_cluster*.yaml in this folder or below`);
  }
  return found;
}

/** Files of ours below a folder, by name. Links to folders are not followed, so a circle of them ends. */
function walk(folder: string, ignored: Ignored, problems: string[]): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return entries.flatMap(entry => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory())
        return kindOfName(entry.name) === undefined || ignored.has(path, false) ? [] : [path];
      const isSkipped =
        entry.name.startsWith('.') || skippedFolders.has(entry.name) || ignored.has(path, true);
      return isSkipped ? [] : walk(path, ignored.within(path), problems);
    });
  } catch (error) {
    problems.push(`${folder}: ${reasonOf(error)}`);
    return [];
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'too many links',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
