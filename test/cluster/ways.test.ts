/** Launches in every way on a real cluster: programs of three releases, scripts of a user, and Ray Jobs of both. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LaunchSession } from '../../client/src/app/launch/session';
import { defaultOptions, type LaunchOptions } from '../../client/src/core/launch/options/options';
import { plain } from '../../client/src/core/text/text';
import { processTable } from '../support/processTable';
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
  rmSync(release, { recursive: true, force: true });
  mkdirSync(release);
  const file = join(lab.folder, 'environments');
  rmSync(file, { force: true });
  const code = `import os, sys
if any('default_worker' in word for word in sys.orig_argv) and 'TWINKLE_PERSISTENCE_MODE' in os.environ:
    with open(${JSON.stringify(file)}, 'a') as file:
        print(os.environ.get('TWINKLE_TRUST_REMOTE_CODE'), os.environ.get('SOME_VARIABLE'), os.getcwd(), file=file)
`;
  writeFileSync(join(release, 'sitecustomize.py'), code);
  return () => readFileSync(file, 'utf8').trim().split('\n');
}

const launches = () => lab.records.filter(({ kind }) => kind !== 'node');

/** A window that launches, and another one that finds the job again, shows its whole log, and ends it. */
async function launchAsJob(session: LaunchSession, request: ReturnType<typeof requestFor>): Promise<void> {
  const seen = tellEnvironments();
  const shown = linesOf(session);
  const options: LaunchOptions = {
    ...defaultOptions,
    way: 'ray-job',
    environment: { SOME_VARIABLE: 'of a job' },
  };
  await session.launch({ ...request, env: { PYTHONPATH: release }, options }, lab.signal);
  expect(session.view).toMatchObject({ state: 'running', job: { status: 'RUNNING' } });
  expect(new Set(seen())).toEqual(new Set([`0 of a job ${lab.folder}`]));
  const [record] = launches();
  if (record?.kind !== 'job') throw new Error('not the record of a job');
  const { submissionId } = record.job;
  expect(shown.join('\n')).toContain(`Running entrypoint for job ${submissionId}`);
  expect(shown.join('\n')).toContain('Ray initialized with namespace=twinkle_cluster');
  const other = launchSession(lab);
  const again = linesOf(other);
  expect(await other.recover(lab.signal)).toBe(true);
  expect(other.view).toMatchObject({ state: 'running', job: { id: submissionId } });
  // Nothing on its command line is of this lab: the package has the configuration under its name alone.
  const drivers = () =>
    processTable().filter(
      ({ argv }) => argv.includes('twinkle.server') && argv.includes('server_config.yaml'),
    );
  expect(drivers()).toHaveLength(1);
  await other.stop(lab.signal);
  // Nothing twice, and the end, too.
  expect(again.slice(0, shown.length)).toEqual(shown.slice(0, again.length));
  expect(again.filter(line => line.includes('Ray Serve shut down successfully'))).toHaveLength(1);
  expect(launches()).toEqual([]);
  expect(drivers()).toEqual([]);
  const dashboard = lab.dashboard(record.launch.dashboardUrl);
  expect(await dashboard.job(submissionId, lab.signal)).toMatchObject({ status: 'STOPPED' });
  dashboard.dispose();
  other.dispose();
  // The window that launched it sees that somebody has ended it.
  await expect.poll(() => session.view.state, { timeout: 60_000 }).toBe('stopped');
  rmSync(release, { recursive: true });
}

function linesOf(session: LaunchSession): string[] {
  const lines: string[] = [];
  session.onLog(more => lines.push(...more.map(({ text }) => text)));
  return lines;
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
      // All in the folder of their node, where `./outputs` is.
      expect(new Set(seen())).toEqual(new Set([`1 some value ${lab.folder}`]));
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

      await launchAsJob(session, request);
      // The driver and workers import what is beside a script; the failure is the one of the script.
      const failing = `import own, ray
ray.init(namespace=own.namespace)
raise ValueError(ray.get(ray.remote(own.where).remote()))
`;
      const where = 'import os\ndef where():\n    return os.getcwd() + " has " + __file__\n';
      writeFileSync(join(project, 'run', 'own.py'), `namespace = 'mine'\n${where}`);
      writeFileSync(script, failing);
      const job = session.launch(
        { ...request, options: { ...defaultOptions, way: 'ray-job-script', script } },
        lab.signal,
      );
      await expect(job).rejects.toThrow(
        new RegExp(`ValueError: ${lab.folder} has .*/runtime_resources/.*/own\\.py`),
      );
      expect(session.view).toMatchObject({ state: 'failed', left: [], job: { status: 'FAILED' } });
      expect(launches()).toEqual([]);
    } finally {
      session.dispose();
    }
  },
);
