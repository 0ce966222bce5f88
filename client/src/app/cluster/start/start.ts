/** Runs a plan: each step is written down before it is started, so that whatever happens nothing is without a name. */
import type { ClusterPlan, PlanStep } from '../../../core/cluster/plan';
import { gcsAddressOf } from '../../../core/machine/processes';
import { tail, telling } from '../../../core/ray/commandOutput';
import type { ProcessRecord } from '../../../core/records/record';
import { tokenSecret } from '../../../core/secrets/rayToken';
import { text, UserError } from '../../../core/text/text';
import { within } from '../../../core/async/wait';
import { never, type ClusterPorts } from '../dependencies';
import { isHead, survey } from '../recovery';
import { alreadyThere } from './prepare';
import { readEnd, waitUntilReady } from './ready';

export interface StartListener {
  /** A step is about to start, or its record has changed. */
  onRecord(record: ProcessRecord): void;
  /** Its command has ended well. */
  onStarted(node: string): void;
  /** Ray counts it as ALIVE. */
  onAlive(node: string): void;
}

/**
 * Starts the nodes one after another and waits until Ray counts them all. Throws a UserError or the signal's reason;
 * what it has started by then still runs, and is what `onRecord` was told of.
 */
export async function startCluster(
  plan: ClusterPlan,
  ports: ClusterPorts,
  listener: StartListener,
  signal: AbortSignal,
): Promise<void> {
  const bootId = await ports.host.bootId(signal);
  const machine = await ports.host.machine(signal);
  const owner = await thisProcess(ports, signal);
  const records: ProcessRecord[] = [];
  for (const step of plan.steps) {
    const address = records[0]?.ray?.address ?? `127.0.0.1:${step.ports[0] ?? 0}`;
    const intent = intentOf(step, plan, {
      bootId,
      machine,
      address,
      ...(owner === undefined ? {} : { owner }),
    });
    if (!(await ports.records.create(intent, signal))) throw alreadyThere(plan.name);
    listener.onRecord(intent);
    // Only now: of two windows that start it, one has the record, and the other must not change its token.
    if (step.head && plan.auth === 'token') await renewToken(tokenSecret(plan.clusterFile, machine), ports);
    const record = await runStep(step, intent, plan, ports, listener, signal);
    records.push(record);
    listener.onStarted(step.node);
  }
  const dashboard = ports.dashboard(plan.dashboardUrl);
  try {
    const sessionName = await waitUntilReady(
      plan,
      {
        host: ports.host,
        dashboard,
        survey: also => survey(plan.clusterFile, ports, also),
        onAlive: node => {
          listener.onAlive(node);
        },
      },
      signal,
    );
    await finish(records, sessionName, ports, listener);
  } finally {
    dashboard.dispose();
  }
}

/** A token of its own for each start, so that one that was stolen opens nothing that is started later. */
async function renewToken(name: string, { secrets }: ClusterPorts): Promise<void> {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  await secrets.set(name, Buffer.from(bytes).toString('hex'));
}

async function runStep(
  step: PlanStep,
  intent: ProcessRecord,
  plan: ClusterPlan,
  ports: ClusterPorts,
  listener: StartListener,
  signal: AbortSignal,
): Promise<ProcessRecord> {
  const { host, records } = ports;
  await host.removeFile(step.logFile, signal);
  const process = await host.spawnDetached(step.command, step.logFile, signal);
  let record: ProcessRecord = { ...intent, session: process.session, startTicks: process.startTicks };
  await records.write(record, never);
  listener.onRecord(record);
  const ended = await within(process.ended, step.timeoutMs, signal);
  if (ended?.value !== 0) throw await stepFailed(step, ended?.value, ports, signal);
  const { nodes } = await survey(plan.clusterFile, ports, signal);
  const address = nodes
    .find(node => node.record.id === record.id)
    ?.members.map(({ argv }) => gcsAddressOf(argv))
    .find(found => found !== undefined);
  if (address === undefined) throw await stepFailed(step, 0, ports, signal);
  if (record.ray !== undefined) record = { ...record, ray: { ...record.ray, address } };
  await records.write(record, never);
  listener.onRecord(record);
  return record;
}

interface IntentFacts {
  readonly bootId: string;
  readonly machine: string;
  readonly address: string;
  readonly owner?: { readonly pid: number; readonly startTicks: number };
}

function intentOf(step: PlanStep, plan: ClusterPlan, { address, ...facts }: IntentFacts): ProcessRecord {
  return {
    version: 1,
    id: step.id,
    stage: 'starting',
    ...facts,
    kind: 'ray-node',
    clusterFile: plan.clusterFile,
    cluster: plan.name,
    node: step.node,
    host: step.host,
    session: 0,
    startTicks: 0,
    argv: step.command.argv,
    logFile: step.logFile,
    createdAt: Date.now(),
    ray: {
      address,
      dashboardUrl: plan.dashboardUrl,
      auth: plan.auth,
      head: step.head,
      ...(step.gpus === undefined ? {} : { gpus: step.gpus }),
      ...(step.npus === undefined ? {} : { npus: step.npus }),
      ports: step.ports,
    },
  };
}

/** The head last: as long as its record says `starting`, the start of the whole cluster is not complete. */
async function finish(
  records: readonly ProcessRecord[],
  sessionName: string | undefined,
  ports: ClusterPorts,
  listener: StartListener,
): Promise<void> {
  for (const record of records.toSorted((a, b) => Number(isHead(a)) - Number(isHead(b)))) {
    const finished = finishedRecord(record, sessionName);
    await ports.records.write(finished, never);
    listener.onRecord(finished);
  }
}

/** Nobody is at work on it any more. */
function finishedRecord(record: ProcessRecord, sessionName: string | undefined): ProcessRecord {
  const finished: Mutable<ProcessRecord> = { ...record, stage: 'started' };
  delete finished.owner;
  if (record.ray !== undefined && sessionName !== undefined) finished.ray = { ...record.ray, sessionName };
  return finished;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The editor's own process, as far as the host can see it. */
async function thisProcess(
  { host }: ClusterPorts,
  signal: AbortSignal,
): Promise<{ pid: number; startTicks: number } | undefined> {
  const own = (await host.processes(signal)).find(({ pid }) => pid === process.pid);
  return own === undefined ? undefined : { pid: own.pid, startTicks: own.startTicks };
}

/** @param code the exit code; null if a signal ended it, undefined if it did not end in time. */
async function stepFailed(
  step: PlanStep,
  code: number | null | undefined,
  { host }: ClusterPorts,
  signal: AbortSignal,
): Promise<UserError> {
  const output = await readEnd(host, step.logFile, signal);
  const reason = telling(output) ?? '?';
  const what =
    code === undefined
      ? text(
          '"ray start" for node {0} did not finish within {1} s: {2}',
          step.node,
          step.timeoutMs / 1000,
          reason,
        )
      : code === 0
        ? text('Node {0} exited right after its start: {1}', step.node, reason)
        : text('Node {0} did not start: {1}', step.node, reason);
  return new UserError(what, text('The whole output is in {0}.', step.logFile), undefined, {
    cause: new Error(tail(output)),
  });
}
