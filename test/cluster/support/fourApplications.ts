/** A server configuration with one mock application of each kind. */

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
