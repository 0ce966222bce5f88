/** A configuration without a mistake, in which tests make some. */
export const config = `http_options:
  port: 8000
applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args:
      supported_models: [Qwen/Qwen3.5-4B]
  - name: model
    route_prefix: /api/v1/model/Qwen/Qwen3.5-4B
    import_path: model
    args:
      model_id: ms://Qwen/Qwen3.5-4B
      backend: transformers
      nproc_per_node: 4
      device_group:
        name: model
        ranks: 4
        device_type: cuda
      device_mesh:
        dp_size: 4
`;

/** Line of `ranks: 4`, from 0. */
export const ranksLine = config.split('\n').findIndex(line => line.includes('ranks:'));
