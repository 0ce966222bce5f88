/** Ends a recorded launcher, and nothing else, and verifies that what it had deployed is gone. */
import { DashboardError, type Dashboard } from '../../core/ray/dashboard';
import type { PreflightCheck } from '../../core/launch/view';
import { describeProcess, isRaylet, processesOf } from '../../core/machine/processes';
import type { ProcessInfo } from '../../core/machine/host';
import type { ProcessRecord } from '../../core/records/record';
import { text, UserError, type Text } from '../../core/text/text';
import { poll } from '../../core/async/wait';
import { findHead, findLauncher, type Launcher, type RecordPorts } from './launcher';
import { removeApplications, serveApplications, waitUntilEmpty } from './serve';

export interface StopPorts extends RecordPorts {
  readonly dashboard: (url: string) => Dashboard;
  /** Asks whether to go on although it costs others something. */
  readonly confirm: (
    question: Text,
    checks: readonly PreflightCheck[],
    signal: AbortSignal,
  ) => Promise<boolean>;
}

/** Milliseconds that the launcher may take to shut Serve down, and that the kernel may take after SIGKILL. */
const gracefulMs = 90_000;
const killedMs = 10_000;

/**
 * SIGTERM to exactly the launcher; waits until it is gone and Ray Serve reports no application, which it removes where
 * the launcher could not. Removes the record. Throws a UserError that says what is left, an AbortError where the user
 * declined, or the signal's reason; the record then stays.
 */
export async function stopServer(clusterFile: string, ports: StopPorts, signal: AbortSignal): Promise<void> {
  const launcher = await findLauncher(clusterFile, ports, signal);
  if (launcher === undefined) return;
  const { record } = launcher;
  const dashboard = ports.dashboard(record.launch?.dashboardUrl ?? '');
  try {
    const clusterLives = await headLives(clusterFile, ports, signal);
    if (clusterLives) await confirmOthers(record, dashboard, ports, signal);
    await endLauncher(clusterFile, ports, signal);
    if (clusterLives) await verifyServe(record, clusterFile, dashboard, ports, signal);
    await ports.records.remove(record.id, signal);
  } finally {
    dashboard.dispose();
  }
}

/** What ends with the launcher: all of Serve, also what somebody else deployed on this cluster since. */
async function confirmOthers(
  record: ProcessRecord,
  dashboard: Dashboard,
  ports: StopPorts,
  signal: AbortSignal,
): Promise<void> {
  const own = record.launch?.applications ?? [];
  const others = (await applicationsOrNone(dashboard, signal)).filter(name => !own.includes(name));
  if (others.length === 0) return;
  const detail = text('Applications that were not launched from here: {0}', others.join(', '));
  const check: PreflightCheck = {
    id: 'other-applications',
    title: text('Other applications'),
    outcome: 'warning',
    detail,
  };
  const question = text('Stopping the server removes every application of this Ray cluster. Stop it?');
  if (!(await ports.confirm(question, [check], signal))) throw declined();
}

/** An unreachable dashboard must not keep anybody from ending the launcher. */
async function applicationsOrNone(dashboard: Dashboard, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return ((await serveApplications(dashboard, signal)) ?? []).map(({ name }) => name);
  } catch (error) {
    if (error instanceof DashboardError) return [];
    throw error;
  }
}

async function endLauncher(clusterFile: string, ports: StopPorts, signal: AbortSignal): Promise<void> {
  const leader = (await findLauncher(clusterFile, ports, signal))?.process;
  if (leader !== undefined) {
    await ports.host.kill(leader.pid, leader.startTicks, 'SIGTERM');
    await waitUntilGone(clusterFile, ports, each => each.process, gracefulMs, signal);
  }
  // Whatever is left: a launcher that hangs, and children that it did not end.
  for (const { pid, startTicks } of (await findLauncher(clusterFile, ports, signal))?.members ?? []) {
    await ports.host.kill(pid, startTicks, 'SIGKILL');
  }
  const left = await waitUntilGone(clusterFile, ports, each => each.members[0], killedMs, signal);
  if (left !== undefined) {
    throw new UserError(
      text('The launcher does not end: {0}', describeProcess(left)),
      text('It may wait for a disk or a driver; stop the server again later.'),
      'twinkle.stopServer',
    );
  }
}

/** The process that is still there when the time is over. */
async function waitUntilGone(
  clusterFile: string,
  ports: StopPorts,
  pick: (launcher: Launcher) => ProcessInfo | undefined,
  limitMs: number,
  signal: AbortSignal,
): Promise<ProcessInfo | undefined> {
  let left: ProcessInfo | undefined;
  await poll(
    async () => {
      const launcher = await findLauncher(clusterFile, ports, signal);
      left = launcher === undefined ? undefined : pick(launcher);
      return left === undefined ? true : undefined;
    },
    { everyMs: 200, limitMs, signal },
  );
  return left;
}

async function verifyServe(
  record: ProcessRecord,
  clusterFile: string,
  dashboard: Dashboard,
  ports: StopPorts,
  signal: AbortSignal,
): Promise<void> {
  try {
    // An orderly end needs no more than this; what is still there then has no launcher to remove it.
    const left = await waitUntilEmpty(dashboard, signal, 2_000);
    if (left.length === 0) return;
    const found = await findHead(clusterFile, ports, signal);
    await removeApplications(dashboard, found?.head.ray?.sessionName, signal);
  } catch (error) {
    if (!(error instanceof DashboardError)) throw error;
    // The cluster may have been stopped meanwhile, and Serve with it.
    if (!(await headLives(clusterFile, ports, signal))) return;
    throw new UserError(
      text(
        'The launcher of {0} has ended, but Ray does not tell whether its applications have.',
        record.cluster,
      ),
      error.what,
      'twinkle.stopServer',
      { cause: error },
    );
  }
}

async function headLives(clusterFile: string, ports: StopPorts, signal: AbortSignal): Promise<boolean> {
  const found = await findHead(clusterFile, ports, signal);
  if (found === undefined) return false;
  const processes = await ports.host.processes(signal);
  return processesOf(found.head, processes, await ports.host.bootId(signal)).members.some(isRaylet);
}

/** A no is a cancellation, which is silent. */
export function declined(): Error {
  return new DOMException('Cancelled', 'AbortError');
}
