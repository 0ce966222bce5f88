/** Runs a plan. Each step is recorded before it is started, so that whatever happens it can be stopped. */
import { headLoopback, type ClusterPlan, type PlanStep } from '../../../core/cluster/plan';
import type { RecordEnd } from '../../../core/machine/keeper';
import { gcsAddressOf } from '../../../core/machine/processes';
import { tail, telling } from '../../../core/ray/commandOutput';
import { newAttempt, ofKind, type NodeRecord } from '../../../core/records/processRecord';
import { tokenSecret } from '../../../core/secrets/rayToken';
import { text, UserError } from '../../../core/text/text';
import { never, within } from '../../../core/async/wait';
import type { ClusterPorts } from '../dependencies';
import { isHead, surveyNodes } from '../../ray/surveyNodes';
import { alreadyThere } from './prepare';
import { readEnd, waitUntilReady } from './ready';

export interface StartListener {
  /** A step is about to start, or its record has changed. */
  onRecord(record: NodeRecord): void;
  /** Its command has ended well. */
  onStarted(node: string): void;
  /** Ray counts it as ALIVE. */
  onAlive(node: string): void;
}

/**
 * Starts the nodes one after another and waits until Ray counts them all. Throws a UserError or the signal's reason;
 * what it has started by then still runs, and was passed to `onRecord`.
 */
export async function startCluster(
  plan: ClusterPlan,
  ports: ClusterPorts,
  listener: StartListener,
  signal: AbortSignal,
): Promise<void> {
  const { keeper } = ports;
  const records: NodeRecord[] = [];
  for (const step of plan.steps) {
    // The views list nodes in the order of their time.
    const { machine, time } = await keeper.facts({}, signal);
    const address = records[0]?.ray.address ?? `${headLoopback}:${step.ports[0] ?? 0}`;
    // Not to be aborted: whether there is a record now must be known.
    const { created, record } = await keeper.create(intentOf(step, plan, address, time), never);
    if (!created) throw alreadyThere(plan.name);
    const intent = ofKind(record, 'node');
    listener.onRecord(intent);
    // Only now: of two windows that start it, one has the record, and the other must not change its token.
    const token = step.head && plan.auth === 'token' ? tokenSecret(plan.clusterFile, machine) : undefined;
    try {
      if (token !== undefined) await renewToken(token, ports);
      records.push(await runStep(step, intent, plan, ports, listener, signal));
    } catch (error) {
      // Ray's programs send the token to whatever holds the GCS port. A head that fails may have sent it to another
      // user's program that took the port first; once it is revoked, what was read there opens nothing.
      if (token !== undefined) await ports.secrets.remove(token);
      throw error;
    }
    listener.onStarted(step.node);
  }
  const dashboard = ports.dashboard(plan.dashboardUrl);
  try {
    const sessionName = await waitUntilReady(
      plan,
      {
        keeper,
        dashboard,
        survey: also => surveyNodes(plan.clusterFile, keeper, also),
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
  await secrets.set(name, [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join(''));
}

async function runStep(
  step: PlanStep,
  intent: NodeRecord,
  plan: ClusterPlan,
  { keeper }: ClusterPorts,
  listener: StartListener,
  signal: AbortSignal,
): Promise<NodeRecord> {
  const { command } = step;
  const { record: begun } = await keeper.start({ record: { ...intent, lease: true }, command }, signal);
  const started = ofKind(begun, 'node');
  listener.onRecord(started);
  const end = await endOf(started, step.timeoutMs, keeper, signal);
  if (end === undefined || !isGood(end)) throw await stepFailed(step, end, keeper, signal);
  const { nodes } = await surveyNodes(plan.clusterFile, keeper, signal);
  const address = nodes
    .find(node => node.record.id === started.id)
    ?.members.map(({ argv }) => gcsAddressOf(argv))
    .find(found => found !== undefined);
  if (address === undefined) throw await stepFailed(step, end, keeper, signal);
  const ray = { ...started.ray, address };
  const record = ofKind(await keeper.write({ ...started, ray, lease: true }, never), 'node');
  listener.onRecord(record);
  return record;
}

/** Undefined if it does not end in time. */
async function endOf(
  record: NodeRecord,
  limitMs: number,
  keeper: ClusterPorts['keeper'],
  signal: AbortSignal,
): Promise<RecordEnd | undefined> {
  const over = new AbortController();
  try {
    const wait = keeper.wait(record, AbortSignal.any([signal, over.signal]));
    return (await within(wait, limitMs, signal))?.value;
  } finally {
    over.abort();
  }
}

function isGood(end: RecordEnd): boolean {
  return !end.gone && end.code === 0;
}

/** @param createdAt by the clock of the machine, milliseconds since the epoch */
function intentOf(step: PlanStep, plan: ClusterPlan, address: string, createdAt: number) {
  return {
    version: 2,
    kind: 'node',
    id: step.id,
    attempt: newAttempt(),
    stage: 'starting',
    lease: true,
    clusterFile: plan.clusterFile,
    cluster: plan.name,
    node: step.node,
    host: step.host,
    argv: step.command.argv,
    logFile: step.logFile,
    createdAt,
    ray: {
      address,
      dashboardUrl: plan.dashboardUrl,
      auth: plan.auth,
      head: step.head,
      ...(step.gpus === undefined ? {} : { gpus: step.gpus }),
      ...(step.npus === undefined ? {} : { npus: step.npus }),
      ports: step.ports,
    },
  } as const;
}

/** The head last: as long as its record says `starting`, the start of the whole cluster is not complete. */
async function finish(
  records: readonly NodeRecord[],
  sessionName: string | undefined,
  { keeper }: ClusterPorts,
  listener: StartListener,
): Promise<void> {
  for (const record of records.toSorted((a, b) => Number(isHead(a)) - Number(isHead(b)))) {
    const ray = sessionName === undefined ? record.ray : { ...record.ray, sessionName };
    // The start is complete, so no window holds the lease.
    const finished = await keeper.write({ ...record, stage: 'started', ray, lease: false }, never);
    listener.onRecord(ofKind(finished, 'node'));
  }
}

/** @param end undefined if it did not end in time */
async function stepFailed(
  step: PlanStep,
  end: RecordEnd | undefined,
  keeper: ClusterPorts['keeper'],
  signal: AbortSignal,
): Promise<UserError> {
  const output = await readEnd(keeper, step.logFile, signal);
  const reason = telling(output) ?? '?';
  const what =
    end === undefined
      ? text(
          '"ray start" for node {0} did not finish within {1} s: {2}',
          step.node,
          step.timeoutMs / 1000,
          reason,
        )
      : isGood(end)
        ? text('Node {0} exited right after its start: {1}', step.node, reason)
        : text('Node {0} did not start: {1}', step.node, reason);
  return new UserError(what, text('The whole output is in {0}.', step.logFile), [], {
    detail: tail(output),
  });
}
