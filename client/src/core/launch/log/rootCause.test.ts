import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rootCause } from './rootCause';

/** Logs of real failed launches: twinkle-kit 0.5.1 on ray 2.60, three raylets on one machine. */
function log(name: string): string[] {
  return readFileSync(
    new URL(`../../../../../test/fixtures/launch/${name}.log`, import.meta.url),
    'utf8',
  ).split('\n');
}

describe('rootCause of real logs', () => {
  it.each([
    [
      'unknown-device-group-key',
      "TypeError: DeviceGroup.__init__() got an unexpected keyword argument 'rank'",
      'mock-model',
    ],
    [
      'unknown-device-group-key-plain',
      "TypeError: DeviceGroup.__init__() got an unexpected keyword argument 'rank'",
      'mock-model',
    ],
    [
      'unknown-adapter-config-key',
      "TypeError: AdapterManagerMixin._init_adapter_manager() got an unexpected keyword argument 'adapter_timeouts'",
      'mock-model',
    ],
    [
      'unknown-deployment-option',
      "TypeError: Deployment.options() got an unexpected keyword argument 'num_replica'",
      'mock-model',
    ],
    ['wrong-proxy-location', "ValueError: 'everynode' is not a valid ProxyLocation", undefined],
    ['http-port-taken', "RuntimeError: Failed to bind to address '127.0.0.1:27800'.", undefined],
    [
      'duplicate-prefix',
      'RayServeException: Prefix /api/v1 is being used by application "server". Failed to deploy application "mock-sampler".',
      'mock-sampler',
    ],
    [
      'env-var-not-a-string',
      "TypeError: runtime_env['env_vars'] must be of type Dict[str, str], but the value 0 is of type <class 'int'>",
      'mock-model',
    ],
    [
      'not-enough-nodes',
      'AssertionError: Not enough resources, required nodes: 4, available: 2',
      'mock-model',
    ],
    ['invalid-configuration', 'applications.1.backend: Field required', undefined],
    ['tinker-missing', "ModuleNotFoundError: No module named 'tinker'", 'server'],
  ])('%s', (name, message, application) => {
    const found = rootCause(log(name));
    expect(found?.message).toBe(message);
    expect(found?.application).toBe(application);
    expect(found?.raw).not.toContain('\u001b');
  });

  it.each(['unknown-actor-option', 'unknown-actor-option-plain'])('%s joins what Rich has wrapped', name => {
    const found = rootCause(log(name));
    expect(found?.message).toMatch(
      /^ValueError: Specifying 'num_cpu' in ray_actor_options is not allowed\. Allowed options: \{'[^}]*'num_gpus'[^}]*\}$/,
    );
    expect(found?.application).toBe('mock-model');
  });

  it('finds nothing in the log of a launch that went well', () => {
    expect(rootCause(log('four-applications'))).toBeUndefined();
  });
});

describe('rootCause', () => {
  it('leaves out what was fixed by a second try', () => {
    const failed = log('unknown-device-group-key');
    const deployed = '[2026-11-24 00:13:30][INFO:twinkle] Deployed mock-model at /api/v1/model/mock-model';
    const end = failed.findIndex(line => line.startsWith('╭'));
    expect(rootCause(failed.slice(0, end))?.application).toBe('mock-model');
    expect(rootCause([...failed.slice(0, end), deployed])).toBeUndefined();
  });

  it('takes the words of a wrong command line out of their box', () => {
    const found = rootCause([
      'Usage: python -m twinkle.server [OPTIONS] COMMAND [ARGS]...',
      '╭─ Error ──────────────────────────╮',
      '│ No such option: --config         │',
      '╰──────────────────────────────────╯',
    ]);
    expect(found?.message).toBe('No such option: --config');
  });

  it('takes what the interpreter says where there is no package', () => {
    expect(rootCause(['/venv/bin/python: No module named twinkle'])?.message).toBe(
      '/venv/bin/python: No module named twinkle',
    );
  });

  it('takes what Ray itself says when its cluster is gone', () => {
    const found = rootCause([
      '[2026-11-24 01:08:15][INFO:twinkle] All applications started!',
      '(raylet) The autoscaler failed with the following error:',
      'Terminated with signal 15',
      '[2026-11-24 01:09:19,347 E 7301 7393] rpc_client.h:204: Failed to connect to GCS within 60 seconds. GCS may have been killed.',
    ]);
    expect(found?.message).toBe('Failed to connect to GCS within 60 seconds. GCS may have been killed.');
  });

  it('passes over what an earlier launch has left, which fails while it is removed', () => {
    const header = (app: string) =>
      `(ServeController pid=1) ERROR 2026-11-24 01:08:15,347 controller 1 -- Exception in Replica(id='a', deployment='M', app='${app}'), the replica will be stopped.`;
    const lines = [
      header('new'),
      '(ServeController pid=1) ValueError: of the new one',
      header('old'),
      '(ServeController pid=1) ValueError: of the old one',
      "RuntimeError: Deploying application new failed: Failed to update the deployments ['M'].",
    ];
    expect(rootCause(lines)).toMatchObject({ message: 'ValueError: of the new one', application: 'new' });
    // Where nothing says which one has failed, it is the last.
    expect(rootCause(lines.slice(0, -1))?.application).toBe('old');
  });

  it('takes what a replica ended with before it was there', () => {
    const controller = '(ServeController pid=1) ';
    const found = rootCause([
      `${controller}ERROR 2026-11-24 01:08:15,347 controller 1 -- Exception when allocating Replica(id='a', deployment='M', app='model'): Failed to set up runtime environment.`,
      `${controller}Traceback (most recent call last):`,
      `${controller}ray.exceptions.RuntimeEnvSetupError: Failed to set up runtime environment.`,
      `${controller}There is no such environment.`,
      "RuntimeError: Deploying application model failed: Failed to update the deployments ['M'].",
    ]);
    expect(found?.application).toBe('model');
    expect(found?.message).toBe(
      'RuntimeEnvSetupError: Failed to set up runtime environment. There is no such environment.',
    );
  });

  it('takes what is wrong with a file as a whole, without what is in it', () => {
    const words = "Value error, persistence.redis_url is required when persistence.mode == 'redis'";
    const found = rootCause([
      'error: invalid configuration',
      '1 validation error for ServerConfig',
      `  ${words} [type=value_error, input_value={'http_options': {'port': 1}}, input_type=dict]`,
      '    For further information visit https://errors.pydantic.dev/2.14/v/value_error',
    ]);
    expect(found?.message).toBe(words);
  });

  it('gives the line of code where an exception has no message', () => {
    const found = rootCause([
      'Traceback (most recent call last):',
      '  File "/venv/lib/twinkle/utils/device_mesh.py", line 130, in __init__',
      '    assert self.mesh.ndim == len(self.mesh_dim_names)',
      '           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      'AssertionError',
    ]);
    expect(found?.message).toBe('AssertionError (assert self.mesh.ndim == len(self.mesh_dim_names))');
  });

  it('takes the last of chained exceptions, with all lines of its message', () => {
    const found = rootCause([
      'Traceback (most recent call last):',
      "KeyError: 'a'",
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      'ray.exceptions.ActorDiedError: The actor died unexpectedly before finishing this task.',
      '\tclass_name: Worker',
      '\tpid: 12',
    ]);
    expect(found?.message).toBe(
      'ActorDiedError: The actor died unexpectedly before finishing this task. class_name: Worker pid: 12',
    );
  });

  it('never throws, whatever the lines are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom(...log('unknown-device-group-key')))),
        lines => {
          rootCause(lines);
        },
      ),
      { numRuns: 300 },
    );
  });
});
