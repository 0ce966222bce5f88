/** Server configurations with mock applications, and the session that launches them, for the labs of this folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchSession, type LaunchPorts, type LaunchRequest } from '../../../client/src/app/launch/session';
import { ProcessLauncher } from '../../../client/src/app/launch/processLauncher';
import { Lab } from './lab';
import { testPython } from './python';

/** Milliseconds for a test that launches: each replica imports torch, which takes its time on a busy machine. */
export const launchTestMs = 600_000;

export class LaunchLab extends Lab {
  override readonly signal = AbortSignal.timeout(launchTestMs - 20_000);
}

export const fourApplications = ['server', 'mock-model', 'mock-sampler', 'processor'];

/** Four applications as a real file has them; the mock backend needs no card and no model. */
export function fourApplicationsYaml(port: number): string {
  return `proxy_location: EveryNode
http_options:
  host: 127.0.0.1
  port: ${port}
applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args:
      supported_models: [mock-model]
    deployments:
      - name: GatewayServer
        max_ongoing_requests: 50
        ray_actor_options: {num_cpus: 0.1}
  - name: mock-model
    route_prefix: /api/v1/model/mock-model
    import_path: model
    args:
      model_id: mock-model
      backend: mock
      nproc_per_node: 2
      device_group: {name: model, ranks: 2, device_type: GPU}
      device_mesh: {device_type: cuda, dp_size: 2}
    deployments:
      - name: ModelManagement
        ray_actor_options: {num_cpus: 0.1}
  - name: mock-sampler
    route_prefix: /api/v1/sampler/mock-model
    import_path: sampler
    args:
      model_id: mock-model
      sampler_type: mock
      nproc_per_node: 1
      device_group: {name: sampler, ranks: 1, device_type: GPU}
      device_mesh: {device_type: cuda, dp_size: 1}
    deployments:
      - name: SamplerManagement
        ray_actor_options: {num_cpus: 0.1}
  - name: processor
    route_prefix: /api/v1/processor
    import_path: processor
    args:
      ncpu_proc_per_node: 1
      device_group: {name: cpu, ranks: 1, device_type: CPU}
      device_mesh: {device_type: CPU, dp_size: 1}
    deployments:
      - name: ProcessorManagement
        ray_actor_options: {num_cpus: 0.1}
`;
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
  const keeper = lab.newKeeper();
  return new LaunchSession(lab.clusterFile, {
    keeper,
    launcher: new ProcessLauncher(keeper),
    dashboard: url => lab.dashboard(url),
    findings: () => Promise.resolve({ errors: [], warnings: 1 }),
    confirm: () => Promise.reject(new Error('nothing was to be asked')),
    ...more,
  });
}
