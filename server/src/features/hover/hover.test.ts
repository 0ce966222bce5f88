import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { english } from '../../text/text';
import { createAnalyzer } from '../../analysis/analysis';
import { hover } from './hover';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

/** Markdown and marked text of the hover at ‸, or null. */
function at(marked: string, isCluster = false): { value: string; marked: string } | null {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const document = TextDocument.create('', '', 0, text);
  const source = { uri: 'file:///s', text };
  const analysis = isCluster ? analyzer.cluster(source, {}) : analyzer.config(source, {});
  const found = hover(analysis, document.positionAt(offset), english);
  return found && { value: (found.contents as MarkupContent).value, marked: document.getText(found.range) };
}

describe('hover', () => {
  it('tells name, meaning, type, default, unit and bounds', () => {
    const found = at(
      'applications:\n  - import_path: model\n    args:\n      queue_config:\n        window_sec‸onds: 5\n',
    );
    expect(found?.marked).toBe('window_seconds');
    expect(found?.value.split('\n')[0]).toBe('**window_seconds**');
    for (const note of ['- Type: `number`', '- Default: `1`', '- Unit: s', '- Allowed: > 0']) {
      expect(found?.value.split('\n')).toContain(note);
    }
  });

  it('tells what is required, what is new and what has no effect', () => {
    const model = 'applications:\n  - import_path: model\n    args:\n      ';
    expect(at(`${model}back‸end: mock`)?.value).toContain('- Required');
    expect(at(`${model}train‸_mode: lora`)?.value).toContain('- Since twinkle-kit 0.5.1');
    expect(at('task‸_queue:\n  enabled: true\n')?.value).toContain('**No effect**');
  });

  it('tells who reads a field, also where only the block around it says so', () => {
    const args = (kind: string, text: string) =>
      `applications:\n  - import_path: ${kind}\n    args:\n      ${text}`;
    const reader = (text: string) => /^- Read by: (.+)$/m.exec(at(text)?.value ?? '')?.[1];
    expect(reader('http_options:\n  po‸rt: 8000')).toBe('Ray Serve');
    expect(reader('persistence:\n  mo‸de: file')).toBe('gateway, model, sampler, processor');
    expect(reader('applications:\n  - na‸me: x')).toBe('launcher');
    expect(reader('applications:\n  - deployments:\n    - ray_actor_options:\n        num_‸cpus: 1')).toBe(
      'Ray Serve',
    );
    expect(reader(args('model', 'device_group:\n        ran‸ks: 4'))).toBe('model');
    expect(reader(args('model', 'max_‸length: 4'))).toBe('backend transformers');
    expect(reader(args('server', 'server_config:\n        cleanup_‸interval: 4'))).toBe('gateway');
    expect(reader(args('sampler', 'engine_args:\n        max_model_‸len: 4'))).toBe('vLLM');
    expect(reader('applications:\n  - deployments:\n    - na‸me: x')).toBeUndefined();
    expect(reader('task_queue:\n  ena‸bled: true')).toBeUndefined();
  });

  it('is there on a value and on an item of a list too, and only there', () => {
    expect(at('http_options:\n  port: 80‸00')?.marked).toBe('8000');
    const list = 'applications:\n  - import_path: server\n    args:\n      supported_models: [a, b‸b]\n';
    expect(at(list)).toMatchObject({ marked: 'bb' });
    expect(at(list)?.value).toContain('**supported_models**');
    expect(at('http_options:\n‸  port: 8000')).toBeNull();
    expect(at('nonsense: ‸5')).toBeNull();
    expect(at('a: 1 # por‸t')).toBeNull();
    expect(at('‸')).toBeNull();
  });

  it('works while the text is broken', () => {
    expect(
      at('applications:\n  - name: "x\n    import_path: model\n    args:\n      backend: mo‸ck')?.value,
    ).toContain('**backend**');
  });

  it('knows the cluster file', () => {
    expect(at('ray:\n  dash‸board_port: 1\n', true)?.value).toContain('- Default: `8265`');
  });
});
