/** Launches by every way of the command line on a real cluster: programs of three releases, and a script of a user. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LaunchSession } from '../../client/src/app/launch/session';
import { defaultOptions, type LaunchOptions } from '../../client/src/core/launch/options/options';
import { plain } from '../../client/src/core/text/text';
import { LaunchLab, launchSession, launchTestMs, requestFor } from './support/launch';

let lab: LaunchLab;
/** First in the search path of every process of the cluster: the release that is launched. */
let release: string;
const asked: string[] = [];

beforeEach(() => {
  lab = new LaunchLab();
  release = join(lab.folder, 'release');
});

afterEach(async () => {
  await lab.dispose();
});

/** Launches, looks, and stops. Gives the launcher's command line and its log. */
async function launched(
  session: LaunchSession,
  request: ReturnType<typeof requestFor>,
  options: Partial<LaunchOptions>,
): Promise<{ readonly argv: readonly string[]; readonly log: string }> {
  const env = { PYTHONPATH: release };
  await session.launch({ ...request, env, options: { ...defaultOptions, ...options } }, lab.signal);
  expect(session.view).toMatchObject({ state: 'running', applications: [{ phase: 'running' }] });
  const [record] = lab.records.filter(({ kind }) => kind === 'launcher');
  await session.stop(lab.signal);
  return { argv: record?.argv.slice(1) ?? [], log: readFileSync(record?.logFile ?? '', 'utf8') };
}

function use(version: string): void {
  const releases = process.env['TWINKLE_TEST_RELEASES'];
  if (releases === undefined)
    throw new Error('TWINKLE_TEST_RELEASES must name the folder of earlier releases.');
  rmSync(release, { force: true });
  symlinkSync(join(releases, `twinkle-kit==${version}`), release);
}

/** Makes each worker of a launcher from now on write down what it has of the variables; gives what they wrote. */
function tellEnvironments(): () => readonly string[] {
  rmSync(release);
  mkdirSync(release);
  const file = join(lab.folder, 'environments');
  const code = `import os, sys
if any('default_worker' in word for word in sys.orig_argv) and 'TWINKLE_PERSISTENCE_MODE' in os.environ:
    with open(${JSON.stringify(file)}, 'a') as file:
        print(os.environ.get('TWINKLE_TRUST_REMOTE_CODE'), os.environ.get('SOME_VARIABLE'), file=file)
`;
  writeFileSync(join(release, 'sitecustomize.py'), code);
  return () => readFileSync(file, 'utf8').trim().split('\n');
}

it(
  'launches by each, beside a file that would stand in for a package',
  { timeout: launchTestMs },
  async () => {
    const cluster = lab.session();
    const view = await lab.view([{ name: 'head', gpus: [], cpus: 8 }], {
      env: { PYTHONPATH: release, TWINKLE_TRUST_REMOTE_CODE: '0' },
    });
    await cluster.start(view, { signal: lab.signal });
    const [port = 0] = await lab.freePorts(1);
    const yaml = `http_options: {host: 127.0.0.1, port: ${port}}
applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args: {supported_models: [some-model]}
    deployments:
      - name: GatewayServer
        ray_actor_options: {num_cpus: 0.1}
`;
    const request = requestFor(lab, 'server_config', yaml, port);
    const { configFile } = request;
    const project = join(lab.folder, 'project');
    // Replicas import it, and none could start.
    writeFileSync(join(project, 'pydantic.py'), 'raise ImportError("not the package")\n');
    const session = launchSession(lab, {
      confirm: ({ details }) => {
        asked.push(...details.map(plain));
        return Promise.resolve(false);
      },
    });
    try {
      // 0.3.0: options only, also for the log level.
      use('0.3.0');
      const old = await launched(session, request, { namespace: 'ways', logLevel: 'DEBUG' });
      expect(old.argv).toEqual([
        ...['-m', 'twinkle.server', '--config', configFile],
        ...['--namespace=ways', '--log-level', 'DEBUG'],
      ]);
      expect(old.log).toContain('Ray initialized with namespace=ways');

      // 0.4.0: sub-commands, and no log level.
      use('0.4.0');
      const newer = await launched(session, request, { logLevel: 'DEBUG' });
      expect(newer.argv).toEqual(['-m', 'twinkle.server', 'launch', '--config', configFile]);
      expect(newer.log).toContain('Ray initialized with namespace=twinkle_cluster');

      // 0.5.1: the program, with variables that reach every worker, though the nodes have another value.
      const seen = tellEnvironments();
      const program = await launched(session, request, {
        way: 'twinkle-server',
        trustRemoteCode: true,
        environment: { SOME_VARIABLE: 'some value' },
        queueMetrics: true,
      });
      expect(new Set(seen())).toEqual(new Set(['1 some value']));
      rmSync(release, { recursive: true });
      expect(program.argv[0]).toMatch(/[/]twinkle-server$/);
      // The replica publishes though the file does not turn telemetry on.
      expect(program.log).toContain('Worker telemetry initialized');
      expect(newer.log).not.toContain('Worker telemetry initialized');
      // A script, which finds the configuration by a variable, and what is beside it.
      const text = `import os
from twinkle.server import launch_server
import own
launch_server(config_path=os.environ['TWINKLE_SERVER_CONFIG'], ray_namespace=own.namespace)
`;
      const write = (folder: string) => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'own.py'), "namespace = 'mine'\n");
        writeFileSync(join(folder, 'server.py'), text);
        return join(folder, 'server.py');
      };
      await expect(
        launched(session, request, { way: 'script', script: write(project) }),
      ).rejects.toMatchObject({ name: 'AbortError' });
      expect(asked).toEqual([
        expect.stringContaining(`would import ${project}/pydantic.py in place of the module pydantic.`),
      ]);
      const script = write(join(project, 'run'));
      const own = await launched(session, request, { way: 'script', script });
      expect(own.argv).toEqual([script]);
      expect(own.log).toContain('Ray initialized with namespace=mine');
    } finally {
      session.dispose();
    }
  },
);
