/** Reads everything that the tree shows from one dashboard. */
import { DashboardError, type Dashboard, type DashboardErrorKind } from '../../core/ray/dashboard';
import type { Claims } from '../../core/ray/claims';
import { decodeClaims } from '../../core/ray/decodeClaims';
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
  const snapshot = decodeSnapshot(
    { version: { value: version }, nodes, nodeResources, clusterStatus, applications },
    now(),
  );
  // Only what is being deployed can wait for room; Ray collects these lists from all of its processes.
  if (!snapshot.applications.some(({ status }) => status === 'DEPLOYING')) return snapshot;
  const claims = await readClaims(dashboard, signal);
  return claims === undefined ? snapshot : { ...snapshot, claims };
}

/** Undefined where Ray does not tell: without it, less can be said of what an application waits for. */
async function readClaims(dashboard: Dashboard, signal: AbortSignal): Promise<Claims | undefined> {
  const [groups, actors] = await Promise.all([
    attempt(dashboard.placementGroups(signal), signal),
    attempt(dashboard.livingActors(signal), signal),
  ]);
  if ('failure' in groups || 'failure' in actors) return undefined;
  return decodeClaims(groups.value, actors.value);
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
