/** The measurements on running servers, one after the other in turns, so that both meet the same machine. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contender } from './contenders';
import { LanguageServer } from './languageServer';
import { cpuMilliseconds, residentMegabytes } from './processUsage';
import { offeredKey, type Scenario } from './scenario';
import { median, quantile } from './statistics';

export interface EditingFigures {
  /** From the start of the process to the first diagnostics of the opened file. Milliseconds, median. */
  readonly startMs: number;
  /** From the change to its diagnostics. Milliseconds. */
  readonly editMedianMs: number;
  readonly editP95Ms: number;
  /** CPU of the whole process for one edit, on average. Milliseconds. */
  readonly cpuPerEditMs: number;
  /** From a typed letter to the list of completions. Milliseconds, median. */
  readonly completionMs: number;
  /** Resident memory after all edits. Megabytes. */
  readonly memoryMb: number;
}

export interface Rounds {
  readonly starts: number;
  /** Edits that count; each is one key press. Even. */
  readonly edits: number;
  readonly completions: number;
}

/** Edits before the counted ones, so that compiled code is compared with compiled code. */
const warmUp = 10;

/**
 * Figures of each contender, in their order.
 * @param folder an empty folder, which becomes the workspace
 */
export async function measureEditing(
  contenders: readonly Contender[],
  scenario: Scenario,
  folder: string,
  rounds: Rounds,
): Promise<EditingFigures[]> {
  const file = join(folder, 'server_config.yaml');
  await writeFile(file, scenario.text);

  const starts = contenders.map((): number[] => []);
  for (let round = 0; round < rounds.starts; round++) {
    for (const [index, contender] of contenders.entries()) {
      starts[index]?.push(await measureStart(contender, scenario, folder, file));
    }
  }

  await using stack = new AsyncDisposableStack();
  const servers: LanguageServer[] = [];
  for (const contender of contenders) {
    const server = stack.use(await LanguageServer.start(contender, folder, file));
    await server.open(scenario.brokenText, scenario.hasMistake);
    await server.change(scenario.fix, scenario.hasNoMistake);
    servers.push(server);
  }

  await alternate(servers, warmUp, (server, round) => toggle(server, scenario, round));
  const cpuBefore = servers.map(({ pid }) => cpuMilliseconds(pid));
  const edits = await alternate(servers, rounds.edits, (server, round) => toggle(server, scenario, round));
  const cpuAfter = servers.map(({ pid }) => cpuMilliseconds(pid));

  for (const server of servers) await server.change(scenario.beginKey, () => true);
  await alternate(servers, warmUp, server => complete(server, scenario));
  const completions = await alternate(servers, rounds.completions, server => complete(server, scenario));

  return servers.map(({ pid }, index) => ({
    startMs: median(starts[index] ?? []),
    editMedianMs: median(edits[index] ?? []),
    editP95Ms: quantile(edits[index] ?? [], 0.95),
    cpuPerEditMs: ((cpuAfter[index] ?? NaN) - (cpuBefore[index] ?? NaN)) / rounds.edits,
    completionMs: median(completions[index] ?? []),
    memoryMb: residentMegabytes(pid),
  }));
}

async function measureStart(
  contender: Contender,
  scenario: Scenario,
  folder: string,
  file: string,
): Promise<number> {
  const start = performance.now();
  await using server = await LanguageServer.start(contender, folder, file);
  await server.open(scenario.brokenText, scenario.hasMistake);
  return performance.now() - start;
}

/** Samples by server: each server takes its turn in every round. */
async function alternate(
  servers: readonly LanguageServer[],
  rounds: number,
  measure: (server: LanguageServer, round: number) => Promise<number>,
): Promise<number[][]> {
  const samples = servers.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, server] of servers.entries()) samples[index]?.push(await measure(server, round));
  }
  return samples;
}

function toggle(server: LanguageServer, scenario: Scenario, round: number): Promise<number> {
  return round % 2 === 0
    ? server.change(scenario.spoil, scenario.hasMistake)
    : server.change(scenario.fix, scenario.hasNoMistake);
}

/** Types the letter, asks, and takes it back; the turn ends when the server has nothing more to say. */
async function complete(server: LanguageServer, scenario: Scenario): Promise<number> {
  const { milliseconds, labels } = await server.complete(scenario.typeLetter, scenario.afterLetter);
  if (!labels.includes(offeredKey)) {
    throw new Error(
      `${server.contender.name} does not offer ${offeredKey}, but ${labels.slice(0, 20).join(', ')}`,
    );
  }
  await server.change(scenario.eraseLetter, () => true);
  await server.quiet();
  return milliseconds;
}
