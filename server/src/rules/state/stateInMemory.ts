/**
 * With `mode: memory` the state lives in one actor of the Ray cluster. It outlives a restart of Ray Serve, not one of
 * the cluster.
 * Source: twinkle/server/state/backend/memory_backend.py (a detached actor), twinkle-kit 0.4.0 to 0.5.1.
 */
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

export const stateInMemory: FileRule = {
  id: 'state-in-memory',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.4.0' },
  // The default, and right wherever nobody needs the state after the cluster.
  optIn: true,
  reads: ['persistence.mode'],

  *checkFile({ config: { persistence } }) {
    const { mode } = persistence;
    if (mode?.value !== 'memory') return;
    yield {
      message: text(
        'Sessions, models and their owners are lost with the Ray cluster. `mode: redis` keeps them.',
      ),
      span: mode.span,
      path: mode.path,
    };
  },
};
