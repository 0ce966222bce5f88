/** Why an application of Ray Serve does not run, in one line. */
import { lastException } from '../launch/log/exception';
import type { ApplicationState } from '../ray/snapshot';

/**
 * What Serve says while it starts replicas again, or has given up: its messages of ray 2.60 begin so, and end with the
 * exception (serve/_private/deployment_state.py).
 */
const ofFailure = /^(?:A replica|A deployment actor|The deployment) failed to start/;

/**
 * The exception that keeps an application from running; undefined where it runs, or where none is known.
 * @param logged as the launcher's log has it, which knows it sooner
 */
export function failureOf(
  { status, message, deployments }: Pick<ApplicationState, 'status' | 'message' | 'deployments'>,
  logged?: string,
): string | undefined {
  if (status === 'RUNNING' || status === 'DELETING') return undefined;
  const messages = [...deployments.map(each => each.message), message].filter(each => each !== undefined);
  const telling = messages.filter(each => ofFailure.test(each) || status !== 'DEPLOYING');
  return telling.map(each => lastException(each.split('\n'))?.message).find(Boolean) ?? logged;
}
