/** Configurations of one or few applications with the mock backend, from which the cases of the rules are made. */
import { stringify } from 'yaml';

/** A mapping of the configuration; a case overrides some of its keys, and `undefined` leaves one out. */
export type Fields = Readonly<Record<string, unknown>>;

interface More {
  readonly args?: Fields;
  readonly group?: Fields;
  readonly deployment?: Fields;
  /** Keys of the application itself. */
  readonly application?: Fields;
}

/** The text of a file with these applications, launched on that port. */
export function configText(port: number, applications: readonly Fields[], more: Fields = {}): string {
  return stringify({
    proxy_location: 'HeadOnly',
    http_options: { host: '127.0.0.1', port },
    ...more,
    applications,
  });
}

export function server(more: More = {}): Fields {
  return application(
    'server',
    { name: 'server', route_prefix: '/api/v1' },
    { supported_models: ['mock-model'], ...more.args },
    more,
  );
}

/** One GPU on one node. */
export function model(more: More = {}): Fields {
  return application(
    'model',
    { name: 'model', route_prefix: '/api/v1/model/mock-model' },
    {
      model_id: 'mock-model',
      backend: 'mock',
      nproc_per_node: 1,
      device_group: { name: 'model', ranks: 1, device_type: 'cuda', ...more.group },
      device_mesh: { device_type: 'cuda', dp_size: 1 },
      ...more.args,
    },
    more,
  );
}

export function sampler(more: More = {}): Fields {
  return application(
    'sampler',
    { name: 'sampler', route_prefix: '/api/v1/sampler/mock-model' },
    {
      model_id: 'mock-model',
      sampler_type: 'mock',
      nproc_per_node: 1,
      device_group: { name: 'sampler', ranks: 1, device_type: 'cuda', ...more.group },
      device_mesh: { device_type: 'cuda', dp_size: 1 },
      ...more.args,
    },
    more,
  );
}

export function processor(more: More = {}): Fields {
  return application(
    'processor',
    { name: 'processor', route_prefix: '/api/v1/processor' },
    {
      ncpu_proc_per_node: 1,
      device_group: { name: 'processor', ranks: 1, device_type: 'CPU', ...more.group },
      device_mesh: { device_type: 'CPU', dp_size: 1 },
      ...more.args,
    },
    more,
  );
}

function application(kind: string, named: Fields, args: Fields, more: More): Fields {
  const fields = {
    ...named,
    import_path: kind,
    args,
    deployments: [
      {
        name: kind,
        max_ongoing_requests: 50,
        // A replica that never came up has nothing to finish.
        graceful_shutdown_timeout_s: 0,
        ray_actor_options: { num_cpus: 0.1 },
        ...more.deployment,
      },
    ],
    ...more.application,
  };
  return fields;
}
