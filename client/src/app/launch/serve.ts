/** Ray Serve, as a launch and its stop look at it and end it. */
import { DashboardError, type Dashboard } from '../../core/ray/dashboard';
import { asString, at } from '../../core/format/json';
import { decodeServe } from '../../core/ray/decodeServe';
import type { RootCause } from '../../core/launch/view';
import { lastException } from '../../core/launch/log/exception';
import type { ApplicationState } from '../../core/ray/snapshot';
import { listed } from '../../core/text/listed';
import { text, UserError } from '../../core/text/text';
import { poll } from '../../core/async/wait';

/** How long Serve may take to end its replicas (ms); one that is busy takes up to its grace period of 20 s. */
const emptyMs = 60_000;

/** Applications of the cluster. Throws a {@link DashboardError}; undefined where the format of the answer is unknown. */
export async function serveApplications(
  dashboard: Dashboard,
  signal: AbortSignal,
): Promise<readonly ApplicationState[] | undefined> {
  return decodeServe(await dashboard.applications(signal))?.rows;
}

/**
 * Waits until Serve reports no application; gives those that are left when the time is over. Throws a
 * {@link DashboardError} where the dashboard does not say.
 */
export async function waitUntilEmpty(
  dashboard: Dashboard,
  signal: AbortSignal,
  limitMs = emptyMs,
): Promise<readonly string[]> {
  let last: readonly string[] | DashboardError | undefined;
  await poll(
    async () => {
      last = await answerOf(dashboard, signal);
      return Array.isArray(last) && last.length === 0 ? true : undefined;
    },
    { everyMs: 500, limitMs, signal },
  );
  if (last instanceof DashboardError) throw last;
  return last ?? [];
}

/** Names of the applications. While its controller ends, Serve may answer 503 for a moment: then the error. */
async function answerOf(
  dashboard: Dashboard,
  signal: AbortSignal,
): Promise<readonly string[] | DashboardError> {
  try {
    const applications = await serveApplications(dashboard, signal);
    if (applications !== undefined) return applications.map(({ name }) => name);
    return new DashboardError('notJson', text("Ray's answer has an unknown format."));
  } catch (error) {
    if (error instanceof DashboardError && error.kind === 'http') return error;
    throw error;
  }
}

/**
 * Removes all applications of the cluster. For those that a launcher left behind which ended before it could remove
 * them itself: it takes SIGTERM to that end only once all have started (twinkle-kit 0.5.1, server_launcher.py).
 * @param sessionName Ray's session of the cluster that is meant: another cluster on the same address is left alone.
 */
export async function removeApplications(
  dashboard: Dashboard,
  sessionName: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const now = asString(at(await dashboard.version(signal), 'session_name'));
  if (sessionName !== undefined && now !== undefined && now !== sessionName) {
    throw new UserError(
      text('Another Ray cluster now answers at {0}. Its applications were not changed.', dashboard.baseUrl),
    );
  }
  await dashboard.deleteApplications(signal);
  const left = await waitUntilEmpty(dashboard, signal);
  if (left.length > 0) {
    throw new UserError(
      text('Ray Serve still reports these applications: {0}', listed(left)),
      text('Stop the server once more, or stop the cluster.'),
      { kind: 'stopServer' },
    );
  }
}

/** What Serve itself says of a failed deployment, for when the log does not show the cause. */
export function causeOfServe(applications: readonly ApplicationState[]): RootCause | undefined {
  for (const application of applications) {
    if (application.status !== 'DEPLOY_FAILED') continue;
    const raw = application.deployments
      .map(({ message }) => message)
      .concat(application.message)
      .filter(message => message !== undefined)
      .join('\n');
    const message = lastException(raw.split('\n'))?.message ?? raw.split('\n')[0] ?? '';
    return { message, application: application.name, raw };
  }
  return undefined;
}
