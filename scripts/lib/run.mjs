// Runs commands for the scripts: output into a log file, the end of which is shown when a command fails.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inClone } from './paths.mjs';

/**
 * What npm tells a script that it runs, the version of its Node among it: another npm below would take it for its own.
 */
const ofOuterNpm =
  /^(npm_(lifecycle|package)_.*|npm_config_user_agent|npm_(node_)?execpath|npm_command|NODE|INIT_CWD)$/;

/** @param {Record<string, string>} more @returns {NodeJS.ProcessEnv} */
const environment = more => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofOuterNpm.test(name))),
  ...more,
});

/** Process groups of the commands that run now, and what reports their end. */
const running = new Map();

/** Milliseconds that a command has for ending by itself; the demo closes its editor in this time. */
const graceMs = 15_000;

let interrupted = false;
let isEndedByInterrupt = false;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void interrupt(signal));

// npm hands a signal to the shell between it and this script, and no further. Without npm a parent may well go first.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !interrupted) void interrupt('SIGTERM');
  }, 1000).unref();
}

/**
 * Ends the commands and all that they left; the second time at once.
 * @param {'SIGINT' | 'SIGTERM' | 'SIGHUP'} signal
 */
async function interrupt(signal) {
  const isFirst = !interrupted;
  interrupted = true;
  for (const pid of running.keys()) endGroup(pid, isFirst ? 'SIGTERM' : 'SIGKILL');
  if (isFirst) await Promise.race([Promise.all(running.values()), sleep(graceMs)]);
  for (const pid of running.keys()) endGroup(pid, 'SIGKILL');
  process.exit(isEndedByInterrupt ? 0 : 128 + constants.signals[signal]);
}

/** An interrupt is how a person ends this script: no failure. */
export function endedByInterrupt() {
  isEndedByInterrupt = true;
}

function endGroup(/** @type {number} */ pid, /** @type {NodeJS.Signals} */ signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

export class CommandFailed extends Error {
  /** @param {string[]} argv @param {number | null} code @param {string} tail @param {string} log */
  constructor(argv, code, tail, log) {
    super(
      `${argv.join(' ')}\nended with ${code === null ? 'a signal' : `exit code ${code}`}. Its last lines:\n${tail}\nThe whole log: ${log}`,
    );
    this.name = 'CommandFailed';
    this.tail = tail;
  }
}

/** @param {string} name */
export const logFile = name => inClone('out', 'logs', `${name}.log`);

/**
 * Runs a command to its end with its output in out/logs/<log>.log, appended.
 * @param {string[]} argv
 * @param {{ log: string, cwd?: string, env?: Record<string, string> }} options
 * @returns {Promise<void>} rejects with {@link CommandFailed}
 */
export async function logged(argv, { log, cwd, env }) {
  const file = logFile(log);
  mkdirSync(path.dirname(file), { recursive: true });
  const output = openSync(file, 'a');
  writeSync(output, `$ ${argv.join(' ')}\n`);
  const code = await ended(argv, { cwd, env, stdio: ['ignore', output, output] });
  closeSync(output);
  if (code !== 0)
    throw new CommandFailed(
      argv,
      code,
      readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n'),
      file,
    );
}

/**
 * Runs a command with the script's own output.
 * @param {string[]} argv
 * @param {{ cwd?: string, env?: Record<string, string>, limitMs?: number }} [options] `limitMs`: ended after this time
 * @returns {Promise<number | null>} its exit code; null when a signal ended it
 */
export const shown = (argv, { cwd, env, limitMs } = {}) =>
  ended(argv, { cwd, env, limitMs, stdio: ['ignore', 'inherit', 'inherit'] });

/**
 * Runs a short command and gives what it printed, or undefined if it cannot run or fails.
 * @param {string[]} argv
 * @param {Record<string, string>} [env]
 * @returns {Promise<string | undefined>}
 */
export async function captured([command = '', ...args], env = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      env: environment(env),
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 120_000,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', chunk => (output += chunk));
    child.once('error', () => resolve(undefined));
    child.once('close', code => resolve(code === 0 ? output.trim() : undefined));
  });
}

/**
 * @param {string[]} argv
 * @param {{ cwd?: string | undefined, env?: Record<string, string> | undefined, limitMs?: number | undefined, stdio: import('node:child_process').StdioOptions }} options
 * @returns {Promise<number | null>}
 */
function ended([command = '', ...args], { cwd = inClone(), env = {}, limitMs, stdio }) {
  // What is interrupted goes no further; its process ends soon.
  if (interrupted) return new Promise(() => {});
  // A group of its own, so that an interrupt ends what the command started as well.
  const child = spawn(command, args, { cwd, env: environment(env), stdio, detached: true });
  const { pid } = child;
  const closed = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (pid === undefined) return closed;
  running.set(
    pid,
    closed.catch(() => {}),
  );
  const overdue =
    limitMs === undefined
      ? undefined
      : setTimeout(() => {
          console.error(`\n✗ ${command} was stopped: it was still running after ${limitMs / 60_000} min.`);
          endGroup(pid, 'SIGKILL');
        }, limitMs);
  return closed
    .finally(() => {
      clearTimeout(overdue);
      running.delete(pid);
    })
    .then(code => (interrupted ? new Promise(() => {}) : code));
}
