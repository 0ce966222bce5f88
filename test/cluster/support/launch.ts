/** Server configurations with mock applications, and the session that launches them, for the labs of this folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeeperClient } from '../../../client/src/adapters/keeper/client';
import { LaunchSession, type LaunchPorts, type LaunchRequest } from '../../../client/src/app/launch/session';
import { Launchers } from '../../../client/src/app/launch/launchers';
import { Lab } from './lab';
import { testPython } from './python';

export { fourApplications, fourApplicationsYaml } from './fourApplications';

/** Milliseconds for a test that launches: each replica imports torch, which takes its time on a busy machine. */
export const launchTestMs = 600_000;

export class LaunchLab extends Lab {
  override readonly signal = AbortSignal.timeout(launchTestMs - 20_000);
}

/** Two models, `one` and `two`, of so many GPUs of one node each. */
export function twoModelsYaml(port: number, gpus: number): string {
  const model = (name: string) => `  - name: ${name}
    route_prefix: /api/v1/model/${name}
    import_path: model
    args:
      model_id: ${name}
      backend: mock
      nproc_per_node: ${gpus}
      device_group: {name: model, ranks: ${gpus}, device_type: GPU}
      device_mesh: {device_type: cuda, dp_size: ${gpus}}
    deployments:
      - name: ModelManagement
        ray_actor_options: {num_cpus: 0.1}
`;
  return `http_options: {host: 127.0.0.1, port: ${port}}
applications:
${model('one')}${model('two')}`;
}

/** Writes a configuration into the lab and gives the request that launches it. */
export function requestFor(lab: Lab, name: string, yaml: string, port: number): LaunchRequest {
  const folder = join(lab.folder, 'project');
  mkdirSync(folder, { recursive: true });
  const configFile = join(folder, `${name}.yaml`);
  writeFileSync(configFile, yaml);
  return {
    configFile,
    applications: [...yaml.matchAll(/^ {2}- name: (\S+)$/gm)].map(match => match[1] ?? ''),
    http: { host: '127.0.0.1', port },
    gatewayPrefix: '/api/v1',
    python: testPython(),
    env: {},
  };
}

/** The launch session of one window; several of one lab are several windows. */
export function launchSession(lab: Lab, more: Partial<LaunchPorts> = {}): LaunchSession {
  return new LaunchSession(lab.clusterFile, { ...launchPorts(lab, lab.newKeeper()), ...more });
}

export function launchPorts(lab: Lab, keeper: KeeperClient): LaunchPorts {
  return {
    keeper,
    launcher: new Launchers(keeper, url => lab.dashboard(url)),
    dashboard: url => lab.dashboard(url),
    findings: () => Promise.resolve({ errors: [], warnings: 1 }),
    confirm: () => Promise.reject(new Error('nothing was to be asked')),
  };
}
