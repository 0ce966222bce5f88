import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { english } from '../text/text';
import { createAnalyzer, type Analysis } from '../analysis/analysis';
import { inlayHints } from './inlayHints';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

/** An analysis whose findings nobody may ask for, since that costs a check of the file. */
function analyze(text: string, isCluster: boolean): Analysis {
  const source = { uri: 'file:///s', text };
  const analysis = isCluster ? analyzer.cluster(source, {}) : analyzer.config(source, {});
  const findings = {
    get(): never {
      throw new Error('findings were asked for');
    },
  };
  return Object.create(analysis, { findings }) as Analysis;
}

/** The text with its hints in `‹›`. */
function shown(text: string, lines: [number, number] = [0, 1000], isCluster = false): string {
  const range = { start: { line: lines[0], character: 0 }, end: { line: lines[1], character: 0 } };
  const hints = inlayHints(analyze(text, isCluster), range, english);
  const document = TextDocument.create('', '', 0, text);
  const edits = hints.map(({ position, label }) => ({
    range: { start: position, end: position },
    newText: `‹${label as string}›`,
  }));
  return TextDocument.applyEdits(document, edits);
}

const model = (backend: string, ranks: string, mesh: string) =>
  `applications:\n  - import_path: model\n    args:\n      backend: ${backend}\n      device_group:\n        ranks: ${ranks}\n        device_type: cuda\n      device_mesh: # how\n        ${mesh}\n`;

describe('inlay hints', () => {
  it('tell the world of a mesh and the workers of its ranks', () => {
    const text = shown(model('megatron', '8', 'dp_size: 4\n        tp_size: 2'));
    expect(text).toContain('ranks: 8‹= 8 workers›\n');
    expect(text).toContain('device_mesh:‹dp 4 × tp 2 = 8 workers› # how\n');
    const flow = shown(
      model('megatron', '[0, 1]', 'dp_size: 2').replace(': # how\n        dp_size: 2', ': {dp_size: 2}'),
    );
    expect(flow).toContain('ranks: [0, 1]‹= 2 workers›\n');
    expect(flow).toContain('{dp_size: 2}‹dp 2 = 2 workers›\n');
  });

  it('divide by the GPUs of a worker', () => {
    const text = model('x', '4', 'dp_size: 2\n        tp_size: 2').replace(
      'backend: x',
      'sampler_type: vllm',
    );
    const sampler = text.replace('import_path: model', 'import_path: sampler');
    const grouped = sampler.replace('ranks: 4', 'ranks: 4\n        gpus_per_worker: 2');
    expect(shown(grouped)).toContain('ranks: 4‹= ranks 4 ÷ gpus_per_worker 2 = 2 workers›');
    expect(shown(grouped)).toContain('device_mesh:‹dp 2 × tp 2 = 4 ranks›');
  });

  it('tell the numbers of a mock too, though it builds no mesh', () => {
    const text = shown(model('mock', '8', 'dp_size: 4'));
    expect(text).toContain('ranks: 8‹= 8 workers›\n');
    expect(text).toContain('device_mesh:‹dp 4 = 4 workers› # how\n');
    expect(shown(model('mock', '1', 'dp_size: 1'))).toContain('ranks: 1‹= 1 worker›\n');
    const demo = readFileSync(join(import.meta.dirname, '../../../examples/demo/server_config.yaml'), 'utf8');
    expect(shown(demo).match(/‹[^‹›]*›/g)).toEqual(
      expect.arrayContaining(['‹= 4 workers›', '‹dp 4 = 4 workers›', '‹= 2 workers›', '‹dp 2 = 2 workers›']),
    );
  });

  it('say nothing of meshes where a number or the backend is unknown', () => {
    expect(shown(model('${b}', '8', 'dp_size: 4'))).not.toContain('‹');
    expect(shown(model('megatron', '${n}', 'dp_size: 4'))).not.toContain('‹');
    expect(shown(model('megatron', '8', 'dp_size: ${n}'))).not.toContain('‹');
  });

  it('tell seconds as minutes', () => {
    const text =
      'applications:\n  - import_path: model\n    args:\n      queue_config:\n        queue_timeout: 1800\n        window_seconds: 5\n';
    expect(shown(text)).toContain('queue_timeout: 1800‹= 30 min›\n        window_seconds: 5\n');
    expect(shown('telemetry:\n  export_interval_ms: 30000\n')).toContain('30000‹= 30 s›');
  });

  it('tell the defaults of a block that is empty', () => {
    expect(shown('telemetry: {}\n')).toContain(
      'telemetry: {}‹defaults: enabled false, service_name "twinkle-server", otlp_endpoint "http://localhost:4317", …›',
    );
    expect(shown('task_queue: {}\n'), 'without effect').not.toContain('‹');
    const scaling = 'applications:\n  - import_path: model\n    deployments:\n      - autoscaling_config:\n';
    expect(shown(scaling), 'null is none').not.toContain('‹');
    expect(shown('ray: {}\n', undefined, true)).toContain('‹defaults: port 6379, ');
  });

  it('are of the lines that are asked for only', () => {
    const two =
      model('megatron', '8', 'dp_size: 8') +
      model('megatron', '2', 'dp_size: 2').replace('applications:\n', '');
    expect(shown(two)).toContain('‹= 2 workers›');
    const first = shown(two, [0, 6]);
    expect(first).toContain('‹= 8 workers›');
    expect(first.match(/‹/g)).toHaveLength(1);
  });

  it('bear a text that is broken', () => {
    expect(shown('applications:\n  - import_path: model\n    args: [\n      "x')).not.toContain('‹');
    expect(shown('')).toBe('');
  });
});
