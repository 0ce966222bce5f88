/**
 * What the loader refuses, as pydantic says it: a path without `args`, and what is wrong there. The checks before a launch
 * find it sooner, unless the file changes after them.
 * Source: twinkle/server/config/server_config.py and application_spec.py, twinkle-kit 0.4.0 to 0.5.1; pydantic 2.
 */
import type { KnownFailure } from '../knownFailure';

const codes = ['unknown-key', 'missing-field', 'wrong-type', 'wrong-value', 'out-of-range'] as const;
const complaint = '(?:Field required|Extra inputs are not permitted|Input should be .*)';

export const ofLoading: readonly KnownFailure[] = [
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
