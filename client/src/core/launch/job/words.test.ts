import { expect, it } from 'vitest';
import { decodeJob } from '../../ray/jobs';
import { causeOfJob } from './words';

it.each([
  [
    { errorType: 'RUNTIME_ENV_SETUP_FAILURE', message: 'runtime_env setup failed: OSError: no space left' },
    'runtime_env setup failed: OSError: no space left',
  ],
  [
    {
      errorType: 'JOB_SUPERVISOR_ACTOR_DIED',
      message: 'Job supervisor actor died: The actor died.\n\tpid: 1',
    },
    'Job supervisor actor died: The actor died.',
  ],
  [
    { errorType: 'JOB_ENTRYPOINT_COMMAND_START_ERROR', message: 'Traceback:\nPermissionError: [Errno 13]' },
    'PermissionError: [Errno 13]',
  ],
])('of a failure that is not of the driver, has the reason: %j', (job, expected) => {
  expect(causeOfJob({ status: 'FAILED', ...job })).toEqual({ message: expected, raw: job.message });
});

it('leaves a driver that failed to its log, and has no reason where there is none', () => {
  const message = 'Job entrypoint command failed with exit code 1, last available logs:\nValueError: old';
  expect(
    causeOfJob({ status: 'FAILED', errorType: 'JOB_ENTRYPOINT_COMMAND_ERROR', message }),
  ).toBeUndefined();
  expect(causeOfJob({ status: 'STOPPED', message: 'Job was intentionally stopped.' })).toBeUndefined();
  expect(causeOfJob({ status: 'FAILED' })).toBeUndefined();
});

it('reads what Ray answers, field by field', () => {
  expect(
    decodeJob({ status: 'FAILED', message: null, error_type: 'X', driver_exit_code: 1, type: 'SUBMISSION' }),
  ).toEqual({ status: 'FAILED', errorType: 'X', exitCode: 1 });
  expect(decodeJob({ status: 'DREAMING' })).toBeUndefined();
  expect(decodeJob('<html>')).toBeUndefined();
});
