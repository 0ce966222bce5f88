/** What is still there of the processes that the extension started: records in its state folder, and their processes. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { recordVariable } from '../../../client/src/core/records/processRecord';

/** In words, one line each; empty when nothing is left. `state` is the folder that TWINKLE_STATE_HOME named. */
export async function leftovers(state: string): Promise<string[]> {
  const records = await names(path.join(state, 'records'));
  return [
    ...records.filter(name => name.endsWith('.json')).map(name => `record ${name}`),
    ...(await processes(state)).map(({ words }) => words),
  ];
}

/** Ends what a failed test left running, so that the next one finds free ports and a quiet machine. */
export async function endLeftovers(state: string): Promise<void> {
  for (const { pid } of await processes(state)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended in the meantime.
    }
  }
}

/** Processes whose environment names both a record and this state folder. */
async function processes(state: string): Promise<{ pid: number; words: string }[]> {
  const found: { pid: number; words: string }[] = [];
  for (const pid of (await names('/proc')).filter(name => /^\d+$/.test(name))) {
    const environment = await text(`/proc/${pid}/environ`);
    if (environment === undefined) continue;
    const variables = environment.split('\0');
    const isOurs =
      variables.includes(`TWINKLE_STATE_HOME=${state}`) &&
      variables.some(each => each.startsWith(`${recordVariable}=`));
    if (!isOurs) continue;
    const command = (await text(`/proc/${pid}/cmdline`))?.replaceAll('\0', ' ').trim();
    // A zombie has no command line; it has ended, and its parent has not looked yet.
    if (command !== undefined && command !== '')
      found.push({ pid: Number(pid), words: `process ${pid}: ${command.slice(0, 160)}` });
  }
  return found;
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function text(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
