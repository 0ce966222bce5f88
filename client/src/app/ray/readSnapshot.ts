/** Reads everything that the tree shows from one dashboard. */
import { DashboardError, type Dashboard, type DashboardErrorKind } from '../../core/ray/dashboard';
import { decodeSnapshot, type Answer } from '../../core/ray/decodeSnapshot';
import type { Snapshot } from '../../core/ray/snapshot';
import { text, UserError } from '../../core/text/text';

/**
 * One snapshot. A part that fails becomes a gap of the snapshot; only where the dashboard cannot be reached or refuses
 * us, and so no part can be had, this throws its {@link DashboardError}.
 */
export async function readSnapshot(
  dashboard: Dashboard,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<Snapshot> {
  // First alone: an unreachable dashboard is asked once and not five times.
  const version = await dashboard.version(signal);
  const [nodes, nodeResources, clusterStatus, applications] = await Promise.all([
    attempt(dashboard.nodes(signal), signal),
    attempt(dashboard.nodeResources(signal), signal),
    attempt(dashboard.clusterStatus(signal), signal),
    attempt(dashboard.applications(signal), signal),
  ]);
  return decodeSnapshot(
    { version: { value: version }, nodes, nodeResources, clusterStatus, applications },
    now(),
  );
}

/** What every further question would meet as well. */
const refusals: ReadonlySet<DashboardErrorKind> = new Set(['unauthorized', 'notOurs']);

async function attempt(answer: Promise<unknown>, signal: AbortSignal): Promise<Answer> {
  try {
    return { value: await answer };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DashboardError && refusals.has(error.kind)) throw error;
    if (error instanceof UserError) return { failure: error.what };
    return { failure: text('{0}', String(error)) };
  }
}
