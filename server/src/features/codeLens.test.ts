import { describe, expect, it } from 'vitest';
import { english, translator } from '../text/text';
import { clusterText, configText, type Said } from '../../../test/support/placement';
import { finish } from '../placement/search/steps';
import { createAnalyzer } from '../analysis/analysis';
import { codeLenses } from './codeLens';
import { forecastView } from './views/forecastView';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const clusterOf = (text: string) => analyzer.cluster({ uri: 'file:///lab/twinkle_cluster.yaml', text }, {});
const analyze = (text: string, nodes?: Parameters<typeof clusterText>[0]) =>
  analyzer.config(
    { uri: 'file:///lab/server_config.yaml', text },
    {},
    nodes && clusterOf(clusterText(nodes).replaceAll(/(name: n\d)/g, '$1\n    host: local')),
  );
const titles = (text: string, nodes?: Parameters<typeof clusterText>[0]) =>
  finish(codeLenses(analyze(text, nodes), english)).map(({ command }) => command?.title);

const four = { gpus: [0, 1, 2, 3], cpus: 8 };
const model: Said = { ranks: 4, nproc: 4 };

describe('codeLenses', () => {
  it('count errors and warnings at Check', () => {
    expect(titles('applications:\n  - name: a\n  - name: b\n')[0]).toMatch(/^Check: \d errors$/);
    expect(titles('applications: []\n')[0]).toBe('Check: 1 warning');
  });

  it('are none at a file of another program', () => {
    expect(titles('applications:\n  - name: a\n    import_path: text_ml:app\n')).toEqual([]);
  });

  it('tell the forecast where it is certain', () => {
    const forecast = (applications: Said[], nodes?: Parameters<typeof clusterText>[0]) =>
      titles(configText(applications), nodes)[2];
    expect(forecast([model])).toBe('Forecast');
    expect(forecast([model], [four])).toBe('Forecast: fits 1 node');
    expect(forecast([model], [four, { gpus: [4, 5, 6, 7], cpus: 8 }])).toBe('Forecast: fits 2 nodes');
    expect(forecast([model, model], [four])).toBe('Forecast: b waits forever');
    expect(forecast([{ ranks: 8, nproc: 8 }], [four])).toBe('Forecast: a fails');
    expect(forecast([model], [{ gpus: [0, 1, 2, 3] }])).toBe('Forecast');
  });

  it('give commands the file, and speak the language of the client', () => {
    const lenses = finish(codeLenses(analyze('applications: []'), translator({ Launch: '启动' })));
    expect(lenses[1]).toEqual({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      command: {
        title: '启动',
        command: 'twinkle.launchServer',
        arguments: ['file:///lab/server_config.yaml'],
      },
    });
  });

  it('say where the server of the file runs instead of launching it again', () => {
    const lens = (configUri: string, state: 'launching' | 'running') => {
      const server = { configUri, state, endpoint: 'http://127.0.0.1:8000/api/v1' };
      const { command } = finish(codeLenses(analyze('applications: []'), english, [server]))[1] ?? {};
      return [command?.title, command?.command];
    };
    const uri = 'file:///lab/server_config.yaml';
    expect(lens(uri, 'launching')).toEqual(['Launching…', 'twinkle.cluster.focus']);
    expect(lens(uri, 'running')).toEqual(['Runs at http://127.0.0.1:8000/api/v1', 'twinkle.copyEndpoint']);
    expect(lens('file:///lab/other.yaml', 'running')).toEqual(['Launch', 'twinkle.launchServer']);
  });

  it('start nothing from what is no file', () => {
    const commands = (uri: string, text = 'applications: []') => {
      const source = { uri, text };
      return [analyzer.config(source, {}, undefined), analyzer.cluster(source, {})].map(analysis =>
        finish(codeLenses(analysis, english)).map(({ command }) => command?.command.replace('twinkle.', '')),
      );
    };
    expect(commands('file:///lab/a.yaml')).toEqual([
      ['checkFile', 'launchServer', 'forecast'],
      ['startCluster', 'previewCluster'],
    ]);
    for (const uri of ['untitled:Untitled-1', 'vscode-vfs://github/lab/a.yaml', 'git:/lab/a.yaml'])
      expect(commands(uri)).toEqual([['checkFile', 'forecast'], []]);
    // There, nothing can be checked or launched yet.
    const ofBlank = (uri: string) => commands(uri, ' \n')[0];
    expect(ofBlank('file:///lab/a.yaml')).toEqual(['newServerConfig']);
    expect(ofBlank('vscode-vfs://github/lab/a.yaml')).toEqual(['newServerConfig']);
    expect(ofBlank('untitled:Untitled-1')).toEqual([]);
  });

  it('show the places of a model at its application', () => {
    const text = `applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args: { supported_models: [Qwen/Q] }
  - name: models-Q
    route_prefix: /api/v1/model/Qwen/Q
    import_path: model
  - name: sampler-Q
    route_prefix: /api/v1/sampler/Qwen/Q
    import_path: sampler
`;
    const lens = finish(codeLenses(analyze(text), english)).at(-1);
    expect(lens?.range.start.line).toBe(5);
    expect(lens?.command?.title).toBe('5 references');
    expect(lens?.command?.command).toBe('twinkle.showReferences');
    const [uri, position, locations] = (lens?.command?.arguments ?? []) as unknown[];
    expect(uri).toBe('file:///lab/server_config.yaml');
    expect(position).toEqual({ line: 6, character: 32 });
    expect(locations).toHaveLength(5);
  });

  it('start and preview a cluster', () => {
    expect(
      finish(codeLenses(clusterOf(clusterText([four])), english)).map(({ command }) => command?.command),
    ).toEqual(['twinkle.startCluster', 'twinkle.previewCluster']);
  });
});

describe('forecastView', () => {
  const view = (applications: Said[], nodes?: Parameters<typeof clusterText>[0]) =>
    finish(forecastView(analyze(configText(applications), nodes), english));

  it('tells GPU ids by worker, as the node lists them', () => {
    const seen = view(
      [{ ranks: 4, nproc: 4, perWorker: 2, backend: 'transformers' }],
      [{ gpus: [4, 5, 6, 7], cpus: 8 }],
    );
    expect(seen.clusterState).toBe('read');
    expect(seen.applications).toMatchObject([
      {
        name: 'a',
        kind: 'model',
        status: 'placed',
        certain: true,
        computes: true,
        groups: [{ node: 0, replica: 0, gpus: 4, npus: 0, cpus: 4, ids: [4, 5, 6, 7] }],
        workers: [
          { replica: 0, rank: 0, node: 0, ids: [4, 5] },
          { replica: 0, rank: 1, node: 0, ids: [6, 7] },
        ],
        possibleNodes: [0],
      },
    ]);
  });

  it('says how many CPUs would do, and gives no number where none is known', () => {
    const seen = view([model], [{ gpus: [0, 1, 2, 3] }]);
    expect(seen.enoughCpus).toBe(4);
    expect(seen.applications[0]?.groups[0]).not.toHaveProperty('cpus');
    expect(seen.nodes[0]).not.toHaveProperty('cpus');
  });

  it('has no applications without a cluster file', () => {
    expect(view([model])).toMatchObject({ clusterState: 'absent', nodes: [], applications: [] });
  });
});
