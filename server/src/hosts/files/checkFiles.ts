/** Which files `twinkle-check` looks at, and what they hold. */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { kindOfName } from '../../analysis/files/fileKind';
import type { FileText } from '../../analysis/files/workspace';
import { Ignored, PatternBudget, type Report } from './ignored';
import { readRegularSync, readStream } from './regularFile';
import { reasonOf } from './unreadable';
import { decodeUtf8 } from './utf8';
import { isWithin } from './writeText';

export interface InputFile extends FileText {
  /** As it was given, or joined to the folder that was given; `-` for standard input. */
  readonly path: string;
  /** True where the file begins with a byte order mark, which the text is without. */
  readonly hasMark: boolean;
}

/** Patterns as in a .gitignore for files that are not to be found, and the folder that they are relative to. */
export interface Exclude {
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** Folders that hold other people's files, or none that anybody wrote. */
export const skippedFolders = new Set(['node_modules', '__pycache__', 'site-packages']);

/** A path, `-` for standard input, and the folder that it was found in. */
export interface Target {
  readonly path: string;
  /** Nothing is written outside of it; for a file that is named, that is the current folder or the file's own. */
  readonly within: string;
}

/** The files of all targets; what cannot be searched is reported. */
export function findTargets(targets: readonly string[], exclude: Exclude, report: Report): Target[] {
  const budget = new PatternBudget();
  return targets.flatMap(target =>
    target === '-' ? [{ path: '-', within: process.cwd() }] : targetsOf(target, exclude, report, budget),
  );
}

/**
 * Reads what {@link findTargets} gave.
 *
 * @throws Unreadable
 */
export function readInput(path: string): InputFile {
  const bytes = readBytes(path);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { path, hasMark, ...decodeUtf8(bytes) };
}

function readBytes(path: string): Buffer {
  if (path === '-') return readStream(0);
  // A shell's names of a pipe. Only as they are given: a link in a folder may lead there as well.
  return /^\/(dev\/stdin|dev\/fd\/\d+|proc\/self\/fd\/\d+)$/.test(path)
    ? readStream(path)
    : readRegularSync(path);
}

function targetsOf(target: string, exclude: Exclude, report: Report, budget: PatternBudget): Target[] {
  // What is not there is found out when it is read.
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const isBelow = isWithin(process.cwd(), resolve(target));
    return [{ path: target, within: isBelow ? process.cwd() : dirname(target) }];
  }
  const found = filesBelow(target, Ignored.at(target, exclude, report, budget), report);
  if (found.length === 0) {
    report(`${target}: no server_config*.yaml or twinkle_cluster*.yaml in this folder or below`);
  }
  return found.map(path => ({ path, within: target }));
}

/** Files of ours below a folder, by name. Links to folders are not followed, so a circle of them ends. */
function filesBelow(folder: string, ignored: Ignored, report: Report): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return entries.flatMap(entry => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory())
        return kindOfName(entry.name) === undefined || ignored.has(path, false) ? [] : [path];
      const isSkipped =
        entry.name.startsWith('.') || skippedFolders.has(entry.name) || ignored.has(path, true);
      return isSkipped ? [] : filesBelow(path, ignored.within(path), report);
    });
  } catch (error) {
    report(`${folder}: ${reasonOf(error)}`);
    return [];
  }
}
