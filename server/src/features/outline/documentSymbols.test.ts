import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentSymbol } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { createAnalyzer, type Analysis } from '../../analysis/analysis';
import { english, translator } from '../../text/text';
import { documentSymbols } from './documentSymbols';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const config = (text: string) => analyzer.config({ uri: 'file:///lab/server_config.yaml', text }, {});
const cluster = (text: string) => analyzer.cluster({ uri: 'file:///lab/twinkle_cluster.yaml', text }, {});
const demo = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../../examples/demo', name), 'utf8');

/** `name: detail`, each level further to the right. */
function drawn(symbols: readonly DocumentSymbol[], margin = ''): string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    margin + (detail === undefined ? name : `${name}: ${detail}`),
    ...drawn(children, `${margin}  `),
  ]);
}

const outline = (analysis: Analysis) => drawn(documentSymbols(analysis, english));

function all(symbols: readonly DocumentSymbol[]): DocumentSymbol[] {
  return symbols.flatMap(symbol => [symbol, ...all(symbol.children ?? [])]);
}

describe('the outline', () => {
  it('goes on to groups, meshes and deployments with their sizes, with a mock too', () => {
    const lines = outline(config(demo('server_config.yaml')));
    expect(lines.slice(lines.indexOf('  model: model'), lines.indexOf('  sampler: sampler'))).toEqual([
      '  model: model',
      '    args: mock',
      '      device_group: 4 workers',
      '      device_mesh: dp 4 = 4 workers',
      '    deployments',
      '      ModelManagement: 1 replica',
      '        autoscaling_config',
      '        ray_actor_options',
      '          runtime_env',
      '            env_vars',
    ]);
    expect(lines).toContain('      device_group: 2 processes');
  });

  it('says how many replicas there may be', () => {
    const detail = (deployment: string) =>
      outline(config(`applications:\n  - name: a\n    deployments:\n      - name: d\n${deployment}`)).at(
        deployment.includes('autoscaling') ? -2 : -1,
      );
    const scaling = '        autoscaling_config: ';
    expect(detail('        num_replicas: 2\n')).toBe('      d: 2 replicas');
    expect(detail(`${scaling}{min_replicas: 1, max_replicas: 4}\n`)).toBe('      d: 1 to 4 replicas');
    expect(detail(`${scaling}{max_replicas: 3}\n`)).toBe('      d: 1 to 3 replicas');
    expect(detail('        num_replicas: auto\n')).toBe('      d');
    expect(detail('        num_replicas: ${oc.env:N}\n')).toBe('      d');
  });

  it('says what the nodes of a cluster have', () => {
    expect(outline(cluster(demo('twinkle_cluster.yaml'))).slice(-4)).toEqual([
      'nodes',
      '  head: 4 GPUs, 8 CPUs',
      '  gpu: 4 GPUs, 8 CPUs',
      '  cpu: 0 GPUs, 16 CPUs',
    ]);
  });

  it('is in the language of the editor', () => {
    const chinese = translator({ '{0} {0|worker|workers}': '{0} 个工作进程' });
    const symbols = drawn(documentSymbols(config(demo('server_config.yaml')), chinese));
    expect(symbols).toContain('      device_group: 4 个工作进程');
  });

  it('leaves out what an alias brings from elsewhere', () => {
    const text = 'x: &a\n  device_group: {ranks: 2}\napplications:\n  - name: b\n    args: *a\n';
    expect(outline(config(text))).toEqual(['x', 'applications', '  b']);
  });
});

describe('documentSymbols', () => {
  it('are keys, applications and nodes by name', () => {
    const symbols = documentSymbols(
      config('http_options: {}\napplications:\n  - name: a\n  - import_path: x\n  -\n'),
      english,
    );
    expect(symbols.map(({ name, children }) => [name, children?.map(child => child.name)])).toEqual([
      ['http_options', []],
      ['applications', ['a', '[1]', '[2]']],
    ]);
  });

  it('keep each selection inside of its range', () => {
    const text =
      'x: &a\n  name: far\n  args: {device_mesh: {}}\napplications:\n  - *a\n  - {<<: *a}\n  - args: *a\n';
    for (const symbol of all(documentSymbols(config(text), english))) {
      expect(symbol.name).not.toBe('');
      const { range, selectionRange } = symbol;
      expect(
        range.start.line <= selectionRange.start.line && selectionRange.end.line <= range.end.line,
        symbol.name,
      ).toBe(true);
    }
  });
});
