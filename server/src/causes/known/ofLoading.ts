/**
 * What the loader refuses, as pydantic says it: a path without `args`, and what is wrong there. The checks before a launch
 * find it sooner, unless the file changes after them.
 * Source: twinkle/server/config/server_config.py and application_spec.py, twinkle-kit 0.4.0 to 0.5.1; pydantic 2.
 */
import { plainNumberOf } from '../../config/reader';
import { text } from '../../text/text';
import type { KnownFailure } from '../knownFailure';

const codes = ['unknown-key', 'missing-field', 'wrong-type', 'wrong-value', 'out-of-range'] as const;
const complaint = '(?:Field required|Extra inputs are not permitted|Input should be .*)';

export const ofLoading: readonly KnownFailure[] = [
  {
    says: /^applications\.(?<index>\d+): Value error, Application '.*': train_mode='full' is an exclusive single-tenant mode/,
    codes: ['train-full-replicas'],
    suspects: ['num_replicas', 'autoscaling_config.max_replicas'].map(key => ({
      at: `/applications.{index}.deployments.0.${key}`,
      raises: node => (plainNumberOf(node) ?? 0) > 1,
    })),
    words: text('With `train_mode: full` an application has one replica.'),
  },
  {
    says: /^Value error, persistence\.(?:redis_url|file_path) is required when persistence\.mode == '\w+'/,
    codes: ['redis-url-required', 'file-path-required'],
    suspects: [{ at: '/persistence.mode' }],
    words: text('This mode requires an address or a path beside it.'),
  },
  {
    says: new RegExp(`^applications\\.(?<index>\\d+)\\.(?<key>[\\w.]+): ${complaint}$`),
    codes,
    suspects: [{ at: '/applications.{index}.args.{key}' }, { at: '/applications.{index}.{key}' }],
  },
  {
    says: new RegExp(`^(?<key>(?!applications\\.)[\\w.]+): ${complaint}$`),
    codes,
    suspects: [{ at: '/{key}' }],
  },
];
