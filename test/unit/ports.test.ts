/** Which ports an editor forwards by itself: the manifest's default, on command lines as VS Code reads them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Manifest {
  contributes: {
    configurationDefaults: {
      'remote.portsAttributes': Record<string, { label: string; onAutoForward: string }>;
    };
  };
}

const manifest = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as Manifest;

/** VS Code takes the first pattern that is found in the command line, whose arguments end with NUL. */
function forwarded(...argv: string[]): string | undefined {
  const attributes = manifest.contributes.configurationDefaults['remote.portsAttributes'];
  const commandLine = argv.map(argument => `${argument}\0`).join('');
  const first = Object.entries(attributes).find(([pattern]) => new RegExp(pattern).test(commandLine));
  return first && `${first[1].label}: ${first[1].onAutoForward}`;
}

const python = '/home/ann/venv/bin/python';
const packages = '/home/ann/venv/lib/python3.11/site-packages';

it.each([
  [[python, `${packages}/ray/dashboard/dashboard.py`, '--host=127.0.0.1'], 'Ray dashboard: silent'],
  [['ray::ProxyActor'], 'Twinkle server: silent'],
])('%s is forwarded without a message', (argv, expected) => {
  expect(forwarded(...argv)).toBe(expected);
});

it.each([
  [[`${packages}/ray/core/src/ray/gcs/gcs_server`, '--log_dir=/tmp/ray']],
  [[`${packages}/ray/core/src/ray/raylet/raylet`]],
  [[python, '-u', `${packages}/ray/autoscaler/_private/monitor.py`]],
  [[python, '-m', 'ray.util.client.server', '--port=21002']],
  [
    [
      'ray-dashboard-ServeHead-0 (/home/ann/venv/bin/python -B -c "from multiprocessing.forkserver import main")',
    ],
  ],
  [['ray::IDLE']],
  [['ray::DashboardAgent']],
  [['ray::ServeReplica:server:GatewayServer']],
  [['ray::_StateActor']],
  [[python, '-m', 'twinkle.server', 'launch', '--config', '/home/ann/server_config.yaml']],
  [['VLLM::EngineCore']],
])('%s is not forwarded', argv => {
  expect(forwarded(...argv)).toBe('Ray: ignore');
});

it.each([
  [[python, '-m', 'http.server', '8000']],
  [[python, 'ray_tracer.py']],
  [['node', '/home/ann/array::main.js']],
  [[python, '-m', 'rayon']],
])('%s is not ours', argv => {
  expect(forwarded(...argv)).toBeUndefined();
});
