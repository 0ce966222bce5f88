/** Ends a recorded launcher, and nothing else, and verifies that what it had deployed is gone. */
import { DashboardError, type Dashboard } from '../../core/ray/dashboard';
import type { Launcher } from '../../core/launch/launcher';
import { otherApplicationsQuestion, type Question } from '../../core/launch/question';
import type { Keeper } from '../../core/machine/keeper';
import type { LaunchRecord } from '../../core/records/processRecord';
import { text, UserError } from '../../core/text/text';
import { findHead } from './head';
import { removeApplications, serveApplications, waitUntilEmpty } from './serve';

export interface StopPorts {
  /** Of the head's machine. */
  readonly keeper: Keeper;
  readonly launcher: Launcher;
  readonly dashboard: (url: string) => Dashboard;
  /** Asks whether to go on although it costs others something, or is likely to fail. */
  readonly confirm: (question: Question, signal: AbortSignal) => Promise<boolean>;
}

/**
 * Ends exactly the launcher; waits until it is gone and Ray Serve reports no application, which it removes where the
 * launcher could not. Removes the record. Throws a UserError that says what is left, an AbortError where the user
 * declined, or the signal's reason; the record then stays. False if there was none.
 */
export async function stopServer(
  clusterFile: string,
  ports: StopPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const found = await ports.launcher.find(clusterFile, signal);
  if (found === undefined) return false;
  const { record } = found;
  const dashboard = ports.dashboard(record.launch.dashboardUrl);
  try {
    const clusterLives = await headLives(clusterFile, ports, signal);
    if (clusterLives) await confirmOthers(record, dashboard, ports, signal);
    await endLauncher(record, ports, signal);
    if (clusterLives) await verifyServe(record, clusterFile, dashboard, ports, signal);
    await ports.launcher.forget(record, signal);
    return true;
  } finally {
    dashboard.dispose();
  }
}

/** What ends with the launcher: all of Serve, also what somebody else deployed on this cluster since. */
async function confirmOthers(
  { launch }: LaunchRecord,
  dashboard: Dashboard,
  ports: StopPorts,
  signal: AbortSignal,
): Promise<void> {
  const own = launch.applications;
  const others = (await applicationsOrNone(dashboard, signal)).filter(name => !own.includes(name));
  if (others.length === 0) return;
  if (!(await ports.confirm(otherApplicationsQuestion(others), signal))) throw declined();
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

async function endLauncher(
  record: LaunchRecord,
  { launcher }: StopPorts,
  signal: AbortSignal,
): Promise<void> {
  const left = await launcher.end(record, signal);
  if (left === undefined) return;
  const remedy = text('It may be waiting for a disk or a driver. Stop the server again later.');
  throw new UserError(left, remedy, { kind: 'stopServer', file: record.clusterFile });
}

async function verifyServe(
  record: LaunchRecord,
  clusterFile: string,
  dashboard: Dashboard,
  ports: StopPorts,
  signal: AbortSignal,
): Promise<void> {
  try {
    // An orderly end needs no more than this; what is still there then has no launcher to remove it.
    const left = await waitUntilEmpty(dashboard, signal, 2_000);
    if (left.length === 0) return;
    const found = await findHead(clusterFile, ports.keeper, signal);
    await removeApplications(dashboard, found?.head.ray.sessionName, signal);
  } catch (error) {
    if (!(error instanceof DashboardError)) throw error;
    // The cluster may have been stopped meanwhile, and Serve with it.
    if (!(await headLives(clusterFile, ports, signal))) return;
    throw new UserError(
      text(
        'The launcher of {0} has exited, but Ray does not report whether its applications have stopped.',
        record.cluster,
      ),
      error.what,
      { kind: 'stopServer', file: clusterFile },
      { cause: error },
    );
  }
}

async function headLives(clusterFile: string, { keeper }: StopPorts, signal: AbortSignal): Promise<boolean> {
  return (await findHead(clusterFile, keeper, signal))?.lives === true;
}

/** A no is a cancellation, which is silent. */
export function declined(): Error {
  return new DOMException('Cancelled', 'AbortError');
}
