/** What goes wrong on a machine: a part of Ray that is killed and comes back. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ProcessInfo } from '../../../client/src/core/machine/keeper';
import { kill } from '../../support/processTable';
import type { Lab } from './lab';

/** How a process was started. */
export interface Started {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export const isDashboard = ({ argv }: ProcessInfo) =>
  argv.some(word => word.endsWith('/dashboard/dashboard.py'));

/** Kills the dashboard of the head; gives how it was started. Its modules end with it. */
export function killDashboard(lab: Lab): Started {
  const found = lab.processes().find(isDashboard);
  if (found === undefined) throw new Error('no dashboard');
  const entries = readFileSync(`/proc/${found.pid}/environ`, 'utf8').split('\0').filter(Boolean);
  const env = entries.map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);
  kill(found);
  return {
    argv: found.argv,
    env: Object.fromEntries(env) as Record<string, string>,
    cwd: lab.folder,
  };
}

/** Starts it again, as somebody does who notices: Ray itself does not. */
export function startAgain({ argv: [program = '', ...args], env, cwd }: Started): void {
  spawn(program, args, { env, cwd, detached: true, stdio: 'ignore' }).unref();
}

/** Kills every process of a node at once, as the machine's end would. */
export function killNode(lab: Lab, session: number | undefined): void {
  for (const each of lab.processes().filter(process => process.session === session)) kill(each);
}
