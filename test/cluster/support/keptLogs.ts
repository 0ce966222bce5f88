/**
 * Logs of real launches as cases of test/cases/causes.test.ts: `UPDATE_CAUSES=1` writes them anew when the cases of the
 * rules are launched.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { LineFolder } from '../../../client/src/core/launch/log/fold';
import { caseLog, caseLogs } from '../../support/caseLogs';

/** Paths of the machine that launched it; each of them is written as one that every machine may have. */
export interface MachinePaths {
  /** The folder of the lab. */
  readonly folder: string;
  /** The interpreter, `bin/python` of its environment. */
  readonly python: string;
}

/** Writes the log of a case, if it is asked for. */
export function keepLog(mistake: string, log: string, paths: MachinePaths): void {
  if (process.env['UPDATE_CAUSES'] === undefined) return;
  mkdirSync(caseLogs, { recursive: true });
  writeFileSync(caseLog(mistake), `${cleaned(log, paths)}\n`);
}

/** Without what is of this machine and of this hour, and without the copies that Ray makes of a worker's lines. */
function cleaned(log: string, { folder, python }: MachinePaths): string {
  const lines = new LineFolder({ maxLength: 10_000 }).fold(log.split('\n')).map(({ text }) => text.trimEnd());
  const environment = python.replace(/\/bin\/[^/]+$/, '');
  return (
    lines
      .join('\n')
      .trimEnd()
      .replaceAll(folder, '/tmp/lab')
      .replaceAll(environment, '/opt/venv')
      // The standard library of an interpreter that pyenv has built.
      .replaceAll(`${homedir()}/.pyenv/versions`, '/opt')
      .replaceAll(homedir(), '/home/user')
      .replaceAll(/\b20\d\d-\d\d-\d\d([ _T-])\d\d([:-])\d\d([:-])\d\d/g, '2026-01-01$100$200$300')
      .replaceAll(/\bip=(?!127\.)\d+\.\d+\.\d+\.\d+/g, 'ip=192.0.2.1')
      .replaceAll(/\b(?!127\.|0\.0\.0\.0)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?=:\d)/g, '192.0.2.1')
  );
}
