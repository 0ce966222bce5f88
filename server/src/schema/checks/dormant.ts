/**
 * Mistakes that a mock hides. It builds no device mesh and starts no engine, so nothing reads what is written there until
 * another backend is chosen. Source: twinkle/server/deployment.py `init_twinkle_runtime` and twinkle/server/sampler/app.py
 * `SamplerManagement.__init__`, twinkle-kit 0.5.1; the same in 0.4.0. The device group is read with a mock, too.
 */
import type { Application } from '../../config/serverConfig';
import { text, type Text } from '../../text/text';

/** The field that makes an application a mock; undefined where it is none, or where that is unknown. */
export function mockField({ kind, args }: Application): 'backend' | 'sampler_type' | undefined {
  if (kind?.value === 'model') return args?.backend?.value === 'mock' ? 'backend' : undefined;
  return kind?.value === 'sampler' && args?.samplerType?.value === 'mock' ? 'sampler_type' : undefined;
}

/**
 * What a finding is to become where a mock hides the mistake: a warning that says when it matters.
 *
 * @param later what it is when the mock is gone
 */
export function dormant(
  message: Text,
  field: 'backend' | 'sampler_type',
  later: 'error' | 'warning' = 'error',
) {
  return {
    stage: 'silent',
    severity: 'warning',
    message:
      later === 'error'
        ? text(
            '{0} With `{1}: mock` nothing reads this yet: it is an error as soon as `{1}` is changed.',
            message,
            field,
          )
        : text(
            '{0} With `{1}: mock` nothing reads this yet: it matters as soon as `{1}` is changed.',
            message,
            field,
          ),
  } as const;
}
