import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { english } from '../../text/text';
import { createAnalyzer } from '../../analysis/analysis';
import { hover } from './hover';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

/** Lines of the hover at ‸. */
function lines(marked: string, cluster?: string): string[] {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const file = cluster === undefined ? undefined : analyzer.cluster({ uri: 'file:///c', text: cluster }, {});
  const analysis = analyzer.config({ uri: 'file:///s', text }, {}, file);
  const found = hover(analysis, TextDocument.create('', '', 0, text).positionAt(offset), english);
  return ((found?.contents as MarkupContent | undefined)?.value ?? '').split('\n');
}

const model = (backend: string, group: string, mesh: string) =>
  `applications:\n  - import_path: model\n    args:\n      backend: ${backend}\n      device_group:\n        device_type: cuda\n        ${group}\n      device_mesh:\n        ${mesh}\n`;

describe('hover on sizes', () => {
  it('shows the arithmetic of the mesh', () => {
    const sum = 'dp 2 × tp 2 = 4 workers = ranks 4 ÷ gpus_per_worker 1';
    expect(lines(model('megatron', 'ranks: 4', 'dp_s‸ize: 2\n        tp_size: 2'))).toContain(sum);
    expect(lines(model('megatron', 'ran‸ks: 4', 'dp_size: 2\n        tp_size: 2'))).toContain(sum);
    expect(lines(model('megatron', 'ranks: 8', 'dp_s‸ize: 2\n        tp_size: 2'))).toContain(
      'dp 2 × tp 2 = 4 workers, but ranks 8 ÷ gpus_per_worker 1 = 8',
    );
  });

  it('tells the slices of a sampler', () => {
    const sampler = model('x', 'ranks: 4\n        gpus_per_worker: 2', 'dp_s‸ize: 2\n        tp_size: 2')
      .replace('backend: x', 'sampler_type: vllm')
      .replace('import_path: model', 'import_path: sampler');
    expect(lines(sampler)).toContain(
      'dp 2 × tp 2 = 4 ranks; 2 slices of prompts for ranks 4 ÷ gpus_per_worker 2 = 2 workers',
    );
  });

  it('tells what is reserved', () => {
    const text = model('mock', 'ran‸ks: 4', 'dp_size: 4').replace(
      'backend',
      'nproc_per_node: 2\n      backend',
    );
    expect(lines(text)).toContain('Reserves at least replicas 1 × nodes 2 × nproc_per_node 2 = 4 GPUs');
    expect(lines(text).join(), 'a mock builds no mesh').not.toContain('workers, but');
  });
});

describe('hover on other fields', () => {
  it('says seconds as minutes and what is not written', () => {
    const queue =
      'applications:\n  - import_path: model\n    args:\n      queue_config:\n        queue_timeout: 1800\n';
    expect(lines(queue.replace('queue_timeout', 'queue_ti‸meout'))).toContain('1800 s = 30 min');
    const block = lines(queue.replace('queue_config', 'queue_con‸fig')).join('\n');
    expect(block).toContain('`rps_limit: 100`');
    expect(block).not.toContain('`queue_timeout: 300`');
  });

  it('explains variables and tells where they have no effect', () => {
    const env = (kind: string) =>
      `applications:\n  - import_path: ${kind}\n    deployments:\n      - ray_actor_options:\n          runtime_env:\n            env_vars:\n              TWINKLE_LONG‸_POLL_TIMEOUT: "30"\n`;
    expect(lines(env('server'))).toContain('- Read by: gateway');
    expect(lines(env('server')).join()).not.toContain('No effect');
    expect(lines(env('model')).join()).toContain('**No effect** here');
  });

  it('explains arguments of vLLM', () => {
    const text =
      'applications:\n  - import_path: sampler\n    args:\n      engine_args:\n        max_num_batched‸_tokens: 1\n';
    expect(lines(text)[0]).toBe('**max_num_batched_tokens**');
    expect(lines(text)).toContain('- Unit: tokens');
    expect(lines(text.replace('max_num_batched', 'my_own'))).toEqual(['']);
  });
});

describe('hover on what does nothing', () => {
  const dead = (text: string) => lines(text).filter(line => line.startsWith('**No effect**'));

  it('tells the field that makes it so', () => {
    expect(dead('persistence:\n  mode: redis\n  file_‸path: x\n')).toEqual([
      '**No effect** here, because of `mode: redis`.',
    ]);
    expect(dead('telemetry:\n  de‸bug: true\n')).toEqual([
      '**No effect** here, because of `enabled: false`.',
    ]);
    const engine = (rest: string) =>
      `applications:\n  - import_path: sampler\n    args:\n      engine_args:\n        max_l‸oras: 2\n${rest}`;
    expect(dead(engine(''))).toEqual(['**No effect** here, because of `enable_lora: false`.']);
    expect(dead(engine('        enable_lora: true\n'))).toEqual([]);
    expect(dead(engine('        enable_lora: ${x}\n'))).toEqual([]);
  });

  it('tells the block that nobody reads', () => {
    expect(dead('task_queue:\n  rps_‸limit: 1\n')).toEqual(['**No effect**: nothing reads `task_queue`.']);
    const env = (before: string) =>
      `applications:\n  - import_path: model\n    deployments:\n${before}      - ray_actor_options:\n          runtime_env:\n            env_vars:\n              TWINKLE_SE‸ED: "1"\n`;
    expect(dead(env(''))).toEqual([]);
    expect(dead(env('      - num_replicas: 1\n'))).toEqual([
      '**No effect**: only the first item of `deployments` is used.',
    ]);
  });
});

describe('hover on an interpolation', () => {
  it('tells the value of a path', () => {
    expect(
      lines('http_options:\n  port: 8000\ntelemetry:\n  service_name: ${http_opt‸ions.port}\n'),
    ).toContain('Here: `8000`');
  });

  it('tells where a variable comes from', () => {
    const text = (source: string) => `telemetry:\n  service_name: \${oc.e‸nv:${source}}\n`;
    expect(lines(text('X,y'))).toContain('`y` if `X` is not set');
    expect(lines(text('X'))).toContain('`X` must be set where the server is launched');
    expect(lines(text('X'), 'env: {X: abc}\nnodes:\n  - name: a\n')).toContain(
      '`X` is `abc` in the cluster file',
    );
  });
});

describe('hover on hostile values', () => {
  const image = '![x](https://evil.example/x.png)';

  it('keeps them in their code span', () => {
    const text = 'telemetry:\n  service_name: ${oc.e‸nv:X}\n';
    const cluster = `env: {X: '\` ${image} \`'}\nnodes:\n  - name: a\n`;
    expect(lines(text, cluster)).toContain(`\`X\` is \`\` \` ${image} \` \`\` in the cluster file`);
    const paragraphs = `env: {X: "a\\n\\n${image}"}\nnodes:\n  - name: a\n`;
    expect(lines(text, paragraphs)).toContain(`\`X\` is \`a ${image}\` in the cluster file`);
    const path = `x: '\`${image}\`'\ntelemetry:\n  service_name: \${x‸}\n`;
    expect(lines(path)).toContain(`Here: \`\`"\`${image}\`"\`\``);
    const mode = `persistence:\n  mode: "\`${image}"\n  file_‸path: x\n`;
    expect(lines(mode).join()).not.toContain(image);
  });
});
