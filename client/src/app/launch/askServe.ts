/** What Ray Serve reports of a launch, where its dashboard may be busy, or gone with its cluster. */
import type { LaunchRecord } from '../../core/records/processRecord';
import type { ApplicationState } from '../../core/ray/snapshot';
import { findHead } from './head';
import { serveApplications } from './serve';
import type { StopPorts } from './stop';

/** Milliseconds that an answer of Ray may take before something else is shown. */
export const askMs = 15_000;

export interface ServeAnswer {
  /** Undefined where that is unknown: the dashboard may be busy, or this window may lack its token. */
  readonly applications: readonly ApplicationState[] | undefined;
  /** No head of this cluster runs, and so no application. */
  readonly isLost: boolean;
}

/** Never rejects. @param signal of the session, which ends the question */
export async function askServe(
  { launch, clusterFile }: LaunchRecord,
  { dashboard: open, keeper }: Pick<StopPorts, 'dashboard' | 'keeper'>,
  signal: AbortSignal,
): Promise<ServeAnswer> {
  // A record of an older version may lack it.
  if (launch.dashboardUrl === '') return { applications: [], isLost: false };
  const dashboard = open(launch.dashboardUrl);
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(askMs)]);
    return { applications: await serveApplications(dashboard, either), isLost: false };
  } catch {
    const head = await findHead(clusterFile, keeper, signal).catch(() => null);
    const isLost = head !== null && head?.lives !== true;
    return { applications: isLost ? [] : undefined, isLost };
  } finally {
    dashboard.dispose();
  }
}

/** Applications of a launch that Serve still has; none where that is unknown. */
export function leftOf({ launch }: LaunchRecord, serve: readonly ApplicationState[] = []): readonly string[] {
  return serve.map(({ name }) => name).filter(name => launch.applications.includes(name));
}
