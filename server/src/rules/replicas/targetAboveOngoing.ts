/**
 * A replica works on `max_ongoing_requests` at a time, and Ray Serve adds one when there are more than
 * `target_ongoing_requests`, those in the queue included. With the target above the maximum requests always wait first.
 * Source: ray/serve/autoscaling_policy.py and ray/serve/_private/autoscaling_state.py `get_total_num_requests`,
 * Ray 2.60.0; without more than one replica the target is not used.
 */
import { valueOr } from '../../config/limits';
import { replicasOf, scalingOf } from '../../config/replicaOptions';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

/** `DEFAULT_MAX_ONGOING_REQUESTS` in ray/serve/_private/constants.py, Ray 2.60.0. */
const defaultMaximum = 5;

export const targetAboveOngoing: ApplicationRule = {
  id: 'target-above-ongoing',
  stage: 'request',
  severity: 'hint',
  reads: ['deployments'],

  *checkApplication({ application }) {
    const replicas = replicasOf(application);
    // With a fixed number of replicas nothing is scaled.
    if (replicas?.scaling === undefined || replicas.most === undefined || replicas.most <= 1) return;
    const { maxOngoingRequests, targetOngoingRequests } = scalingOf(application);
    const maximum = valueOr(maxOngoingRequests, defaultMaximum);
    const target = targetOngoingRequests?.value;
    if (maximum === undefined || target === undefined || target <= maximum) return;
    yield {
      message: text(
        'A replica handles {0} {0|request|requests} at a time, but the next replica starts only above {1}: {2} {2|request waits|requests wait} before that.',
        maximum,
        target,
        target - maximum,
      ),
      ...placeOf(application, targetOngoingRequests),
    };
  },
};
