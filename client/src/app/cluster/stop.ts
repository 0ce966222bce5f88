/** Ends the processes of records, in Ray's order, and looks whether they are gone. */
import type { ProcessInfo } from '../../core/machine/host';
import { describeProcess, processesOf, stopPhases, type StopPhase } from '../../core/machine/processes';
import type { ProcessRecord } from '../../core/records/record';
import type { Progress } from '../../core/async/progress';
import { text, type Text } from '../../core/text/text';
import { poll } from '../../core/async/wait';
import { never, type ClusterActionOptions, type ClusterPorts } from './dependencies';
import { isHead } from './recovery';

type StopPorts = Pick<ClusterPorts, 'host' | 'records'>;

/** Milliseconds between two looks at the processes. */
const everyMs = 150;
/** How long the kernel may take to end what was killed, and to free a port. */
const killedMs = 10_000;
const portMs = 5_000;

/**
 * Ends what the records name: the workers at the same time, then the head. Removes the record of each node of which
 * nothing lives. Gives, in words, what is left. Throws the signal's reason when it was aborted; the records that are
 * then left tell the rest.
 */
export async function stopNodes(
  records: readonly ProcessRecord[],
  ports: StopPorts,
  { signal, onProgress }: ClusterActionOptions,
  phasesOf: (record: ProcessRecord) => readonly StopPhase[] = stopPhases,
): Promise<readonly Text[]> {
  let done = 0;
  const total = records.length;
  const tell = (record: ProcessRecord, message: Text) => {
    const progress: Progress = { subject: record.node, message, done, total };
    onProgress?.(progress);
  };
  const stop = async (record: ProcessRecord) => {
    tell(record, text('stopping'));
    const left = await stopNode(record, phasesOf(record), ports, signal);
    done += 1;
    tell(record, left.length === 0 ? text('stopped') : text('could not be stopped completely'));
    return left;
  };
  const workers = await Promise.all(records.filter(record => !isHead(record)).map(stop));
  const left = workers.flat();
  for (const head of records.filter(isHead)) left.push(...(await stop(head)));
  return left;
}

async function stopNode(
  record: ProcessRecord,
  phases: readonly StopPhase[],
  ports: StopPorts,
  signal: AbortSignal,
): Promise<readonly Text[]> {
  const { host } = ports;
  const bootId = await host.bootId(signal);
  // A process once seen to belong to the record does so for ever, though its parent, which proved it, may end first.
  const known = new Map<number, number>();
  const living = async () => {
    const processes = await host.processes(signal);
    for (const { pid, startTicks } of processesOf(record, processes, bootId).members)
      known.set(pid, startTicks);
    return processes.filter(({ pid, startTicks }) => known.get(pid) === startTicks && pid !== process.pid);
  };
  for (const { applies, graceMs } of phases) {
    const targets = (await living()).filter(applies);
    await signalAll(targets, 'SIGTERM', ports);
    const rest = await waitUntilGone(targets, living, graceMs, signal);
    await signalAll(rest, 'SIGKILL', ports);
    await waitUntilGone(rest, living, killedMs, signal);
  }
  // What was started while the others were ended.
  const late = await living();
  await signalAll(late, 'SIGKILL', ports);
  const left = await waitUntilGone(late, living, killedMs, signal);
  if (left.length > 0)
    return left.map(process => text('{0} of node {1} did not exit.', describeProcess(process), record.node));
  await ports.records.remove(record.id, never);
  return verify(record, bootId, ports, signal);
}

async function signalAll(
  processes: readonly ProcessInfo[],
  signal: 'SIGTERM' | 'SIGKILL',
  { host }: StopPorts,
): Promise<void> {
  for (const { pid, startTicks } of processes) await host.kill(pid, startTicks, signal);
}

/** Those of the targets that live on after `limitMs`. */
async function waitUntilGone(
  targets: readonly ProcessInfo[],
  living: () => Promise<readonly ProcessInfo[]>,
  limitMs: number,
  signal: AbortSignal,
): Promise<readonly ProcessInfo[]> {
  let rest = targets;
  const attempt = async () => {
    const alive = new Set((await living()).map(({ pid }) => pid));
    rest = targets.filter(({ pid }) => alive.has(pid));
    return rest.length === 0 ? true : undefined;
  };
  if (targets.length > 0) await poll(attempt, { everyMs, limitMs, signal });
  return rest;
}

/** Processes that may be left of it, and ports that are not free again. */
async function verify(
  record: ProcessRecord,
  bootId: string,
  { host }: StopPorts,
  signal: AbortSignal,
): Promise<readonly Text[]> {
  const { strays } = processesOf(record, await host.processes(signal), bootId);
  const left = strays.map(process =>
    text(
      '{0} may belong to node {1}, but there is no proof, so it was not stopped.',
      describeProcess(process),
      record.node,
    ),
  );
  for (const port of record.ray?.ports ?? []) {
    const free = async () => ((await host.portFree(port, signal)) ? true : undefined);
    if ((await poll(free, { everyMs, limitMs: portMs, signal })) === true) continue;
    const holder = await host.portHolder(port, signal);
    left.push(
      holder === undefined
        ? text('Port {0} of node {1} is still in use.', port, record.node)
        : text('Port {0} of node {1} is used by {2}.', port, record.node, describeProcess(holder)),
    );
  }
  return left;
}
