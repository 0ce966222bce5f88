/**
 * Ray Serve hands a replica 5 requests at a time where `max_ongoing_requests` is not written, and the gateway's clients
 * poll with requests that stay open.
 * Source: ray/serve/_private/constants.py `DEFAULT_MAX_ONGOING_REQUESTS`, Ray 2.60.0; twinkle/server/gateway
 * (`retrieve_future`), twinkle-kit 0.2.0 to 0.5.1.
 */
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const ongoingRequests: ApplicationRule = {
  id: 'ongoing-requests',
  stage: 'request',
  severity: 'warning',
  // In 0.1 a gateway for clients of Twinkle alone had no requests that stay open.
  versions: { since: '0.2.0' },
  reads: ['import_path', 'deployments'],

  *checkApplication({ application }) {
    const { kind, deployment } = application;
    // A file without deployments is a sketch, or wants Ray's defaults throughout.
    if (kind?.value !== 'server' || deployment === undefined) return;
    if (deployment.node.entries.some(({ key }) => key.value === 'max_ongoing_requests')) return;
    const name = deployment.node.entries[0];
    yield {
      message: text(
        'Without `max_ongoing_requests` the gateway handles 5 requests at a time (Ray Serve): five clients that poll block all others.',
      ),
      ...placeOf(application, undefined),
      ...(name !== undefined && !name.merged && { span: name.key.span, path: [...deployment.path] }),
    };
  },
};
