/** The order of a launch whose cluster may have to be started first. */
import type { ClusterStatus } from '../../core/cluster/status';
import type { PreflightCheck } from '../../core/launch/view';

/** Each may be cancelled: then it throws, and no later one begins. */
export interface LaunchSteps {
  /** Gives what was found, once a person has accepted it. */
  readonly askFindings: () => Promise<PreflightCheck>;
  readonly startNodes: () => Promise<void>;
  /** For a start that is under way, here or in another window. */
  readonly waitForStart: () => Promise<void>;
  /** @param findings where they were asked about before */
  readonly launch: (findings?: PreflightCheck) => Promise<void>;
}

/** What is known to be wrong is asked before anything starts. Throws what a step throws. */
export async function startThenLaunch(
  { connection, state }: Pick<ClusterStatus, 'connection' | 'state'>,
  { askFindings, startNodes, waitForStart, launch }: LaunchSteps,
): Promise<void> {
  if (connection !== undefined) {
    await launch();
    return;
  }
  const findings = await askFindings();
  await (state === 'starting' ? waitForStart() : startNodes());
  await launch(findings);
}
