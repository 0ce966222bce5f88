import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../document/edits/applyEdits';
import type { Finding } from '../../document/tree/finding';
import type { Facts } from '../../protocol';
import type { Rule } from '../../rules/engine/rule';
import { text } from '../../text/text';
import { createAnalyzer } from '../../analysis/analysis';
import { certainEdits } from './certainEdits';
import { fixAll } from './fixAll';

const strict = createAnalyzer(message => {
  throw new Error(message);
});
const analyze = (source: string, facts: Facts = {}, analyzer = strict) =>
  analyzer.config({ uri: 'file:///server_config.yaml', text: source }, facts);

function fixed(source: string, facts: Facts = {}): string {
  const analysis = analyze(source, facts);
  const once = applyEdits(source, certainEdits(analysis));
  // Each of these needs more than one round, or it would show nothing.
  expect(certainEdits(analyze(once, facts))).not.toEqual([]);
  const after = applyEdits(source, fixAll(analysis));
  expect(fixAll(analyze(after, facts))).toEqual([]);
  return after;
}

const mesh = 'device_group: {name: m, ranks: 1, device_type: cuda}\n      device_mesh: {dp_size: 1}\n';
const installed = { twinkleVersion: '0.5.1' };

describe('fixAll', () => {
  it('goes on in the arguments of a kind that it has brought up to date', () => {
    const source = `# of 2026-02
telemetry_config: {enabled: false}
applications:
  - name: m
    route_prefix: /api/v1/model/m
    import_path: main:build_model_app
    args:
      model_id: m
      use_megatron: false # no
      mixed_precision: bf16
      ${mesh}`;
    expect(fixed(source, installed)).toBe(`# of 2026-02
telemetry: {enabled: false}
applications:
  - name: m
    route_prefix: /api/v1/model/m
    import_path: model
    args:
      model_id: m
      backend: transformers # no
      ${mesh}`);
  });

  it('goes on at the gateway once the models are where it looks for them', () => {
    const source = `server_type: twinkle
applications:
  - name: server
    route_prefix: /server
    import_path: server
    args:
      supported_models: [m]
  - name: m
    route_prefix: /models/m
    import_path: model
    args:
      model_id: m
      use_megatron: true
      ${mesh}`;
    expect(fixed(source, installed)).toContain('route_prefix: /api/v1\n');
  });

  it('takes nothing out that only main knows', () => {
    const source = `applications:
  - name: m
    route_prefix: /api/v1/model/m
    import_path: model
    args:
      model_id: m
      backend: transformers
      mixed_precision: bf16
      max_r: 64
      ${mesh}`;
    expect(fixAll(analyze(source))).toEqual([]);
    expect(fixAll(analyze(source, installed))).toEqual([]);
  });

  it('ends where fixes bring each other back', () => {
    const span = { start: 15, end: 16 };
    const base = {
      code: 'x',
      stage: 'silent',
      severity: 'warning',
      message: text('x'),
      span,
      path: [],
    } as const;
    let runs = 0;
    const flip: Rule = {
      id: 'x',
      stage: 'silent',
      severity: 'warning',
      reads: 'everything',
      checkFile: ({ document }): Finding[] => {
        runs += 1;
        const newText = document.text[span.start] === 'a' ? 'b' : 'a';
        return [
          { ...base, fixes: () => [{ title: text('x'), edits: [{ span, newText }], preferred: true }] },
        ];
      },
    };
    const analyzer = createAnalyzer(() => undefined, [flip]);
    expect(fixAll(analyze('ray_namespace: a\n', {}, analyzer))).toEqual([]);
    expect(runs).toBe(3);
  });

  it('ends after a round where the text is too long to be checked again', () => {
    const source = `applications:
  - name: m
    import_path: build_model_app
    args:
      model_id: m
      use_megatron: true
      ${mesh}${`# ${'x'.repeat(98)}\n`.repeat(60)}`;
    const analysis = analyze(source, installed);
    expect(fixAll(analysis)).toHaveLength(3);
    expect(fixAll(analysis, { atOnce: 50_000, inAll: 6000 })).toHaveLength(1);
  });
});
