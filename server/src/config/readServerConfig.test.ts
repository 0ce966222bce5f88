import { describe, expect, it } from 'vitest';
import { parseDocument } from '../document/parse';
import { readServerConfig } from './readServerConfig';

const config = (text: string) => readServerConfig(parseDocument(text));

const file = `
proxy_location: EveryNode
http_options: {host: 0.0.0.0, port: "8001"}
applications:
  - name: model-a
    import_path: model
    route_prefix: \${prefix}
    args:
      backend: megatron
      nproc_per_node: 4
      device_group: {name: m, ranks: [0, 1], device_type: cuda}
      device_mesh: {dp_size: 2, tp_size: null, pp_size: 3}
    deployments:
      - num_replicas: auto
        autoscaling_config: {min_replicas: 1, max_replicas: 2}
        ray_actor_options: {num_cpus: 0.1}
      - num_replicas: 7
  - import_path: gateway
  - 5
`;

describe('readServerConfig', () => {
  it('reads what is there, in its type', () => {
    const { http, applications, proxyLocation } = config(file);
    expect(proxyLocation?.value).toBe('EveryNode');
    expect(http.port?.value).toBe(8001);
    const [model] = applications;
    expect(model?.kind?.value).toBe('model');
    expect(model?.args?.deviceGroup?.ranks?.value).toEqual([0, 1]);
    expect(model?.args?.deviceMesh?.product).toBe(6);
    expect(model?.deployment).toMatchObject({ numReplicas: { value: 'auto' }, numCpus: { value: 0.1 } });
  });

  it('tells unknown from not written', () => {
    const [model, gateway] = config(file).applications;
    expect(model?.routePrefix).toBeDefined();
    expect(model?.routePrefix?.value).toBeUndefined();
    expect(gateway?.routePrefix).toBeUndefined();
    expect(gateway?.kind).toBeDefined();
    expect(gateway?.kind?.value).toBeUndefined();
  });

  it('keeps the index of an application in the file', () => {
    expect(config('applications:\n  - 5\n  - name: x\n').applications).toMatchObject([
      { index: 1, path: ['applications', 1] },
    ]);
  });

  it('does not know a product with an unknown size in it', () => {
    const { applications } = config('applications: [{args: {device_mesh: {dp_size: 2, tp_size: "2"}}}]');
    expect(applications[0]?.args?.deviceMesh?.product).toBeUndefined();
  });

  it('reads the names of supported models in both forms', () => {
    const { applications } = config('applications: [{args: {supported_models: [a, {model_name: b}, 5]}}]');
    expect(applications[0]?.args?.supportedModels?.map(({ value }) => value)).toEqual(['a', 'b', undefined]);
  });

  it.each(['', '[]', 'x', 'applications: 5', 'applications:\n  -\n'])(
    'reads %j as a file without applications',
    text => {
      expect(config(text).applications).toEqual([]);
    },
  );
});
