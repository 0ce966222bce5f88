import { describe, expect, it } from 'vitest';
import { createAnalyzer, type ConfigAnalysis } from '../../analysis/analysis';
import { fitsForSure } from '../../placement/forecast';
import { finish } from '../../placement/search/steps';
import type { NewConfigAnswers, WireCard } from '../../protocol';
import { english } from '../../text/text';
import { everyAnswer } from '../../../../test/support/newConfig';
import { edited } from '../../../../test/support/navigation';
import { positionAt } from '../../document/tree/positions';
import { rename } from '../navigation/rename';
import { forecastOf } from '../views/forecastView';
import { newCluster } from './newCluster';
import { modelNames } from './modelNames';
import { newConfig } from './newConfig';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const cardsOf = (device: 'gpu' | 'npu', indexes: readonly number[]): WireCard[] =>
  indexes.map(index => ({ device, index }));

function analyzed(answers: NewConfigAnswers, version: string): ConfigAnalysis {
  const text = newConfig(answers, version, english);
  return analyzer.config({ uri: 'file:///w/server_config.yaml', text }, { versionSetting: version });
}

/** With the cluster file that is written for it. */
function withCluster(config: ConfigAnalysis, version: string, cards: readonly WireCard[] | undefined) {
  const made = finish(newCluster(config, cards, english));
  const facts = { versionSetting: version };
  const cluster = analyzer.cluster({ uri: 'file:///w/twinkle_cluster.yaml', text: made.text }, facts);
  const { uri, document } = config;
  const both = analyzer.config({ uri, text: document.text }, facts, cluster);
  return { made, cluster, both };
}

const found = ({ findings }: { findings: ConfigAnalysis['findings'] }) =>
  findings.map(({ code, message }) => `${code}: ${english(message)}`);

describe('every combination of answers has no finding, and fits the cluster file that is written for it', () => {
  it.each(['0.5.1', '0.5.0', '0.4.0', '0.3.0', '0.2.1', '0.2.0', '0.1.3'])('%s', version => {
    for (const answers of everyAnswer(version)) {
      const alone = analyzed(answers, version);
      expect(found(alone), JSON.stringify(answers)).toEqual([]);
      const { both, cluster } = withCluster(alone, version, undefined);
      expect([...found(cluster), ...found(both)], JSON.stringify(answers)).toEqual([]);
      const forecast = finish(forecastOf(both));
      expect(forecast !== undefined && fitsForSure(forecast), cluster.document.text).toBe(true);
    }
  });
});

const answers: NewConfigAnswers = {
  model: 'Qwen/Qwen3.5-4B',
  backend: 'transformers',
  device: 'gpu',
  training: 2,
  sampling: 2,
  clients: ['twinkle', 'tinker'],
  processor: true,
};

it('loads a model from the hub that is named, and serves it by its name', () => {
  const lines = (model: string) =>
    newConfig({ ...answers, model }, '0.5.1', english)
      .split('\n')
      .filter(line => /model_id:|route_prefix:.*(?:model|sampler)\/|^ {8}- /.test(line))
      .map(line => line.trim());
  expect(lines('hf://Qwen/Qwen3-8B')).toEqual([
    '- Qwen/Qwen3-8B',
    'route_prefix: /api/v1/model/Qwen/Qwen3-8B',
    'model_id: hf://Qwen/Qwen3-8B',
    'route_prefix: /api/v1/sampler/Qwen/Qwen3-8B',
    'model_id: hf://Qwen/Qwen3-8B',
  ]);
  expect(lines('/data/Qwen 8B')).toEqual([
    '- Qwen-8B',
    'route_prefix: /api/v1/model/Qwen-8B',
    'model_id: "/data/Qwen 8B"',
    'route_prefix: /api/v1/sampler/Qwen-8B',
    'model_id: "/data/Qwen 8B"',
  ]);
  expect(lines('Qwen/Qwen3.5-4B')[2]).toBe('model_id: ms://Qwen/Qwen3.5-4B');
});

it('has no trace of the old name after the model is renamed', () => {
  for (const sampling of [0, 2]) {
    const config = analyzed({ ...answers, sampling }, '0.5.1');
    const { document, uri } = config;
    const at = document.text.indexOf('Qwen/Qwen3.5-4B\n');
    const edits = rename([config], positionAt(document, at), 'org/new')[uri];
    const after = edited(config, edits);
    expect(after).not.toContain('Qwen3.5-4B');
    expect(after.match(/org\/new/g)).toHaveLength(sampling > 0 ? 5 : 3);
  }
});

it.each([
  ['https://modelscope.cn/models/Qwen/Qwen3-8B/summary', 'ms://Qwen/Qwen3-8B', 'Qwen/Qwen3-8B'],
  ['https://www.modelscope.cn/models/Qwen/Qwen3-8B', 'ms://Qwen/Qwen3-8B', 'Qwen/Qwen3-8B'],
  ['https://huggingface.co/Qwen/Qwen3-8B/tree/main', 'hf://Qwen/Qwen3-8B', 'Qwen/Qwen3-8B'],
  ['https://hf.co/Qwen/Qwen3-8B?x=1', 'hf://Qwen/Qwen3-8B', 'Qwen/Qwen3-8B'],
  ['HF://Qwen/Qwen3-8B', 'hf://Qwen/Qwen3-8B', 'Qwen/Qwen3-8B'],
  ['C:\\models\\Qwen 8B\\', 'C:\\models\\Qwen 8B\\', 'Qwen-8B'],
  ['d:/models/Qwen', 'd:/models/Qwen', 'Qwen'],
  ['\\\\share\\models\\Qwen', '\\\\share\\models\\Qwen', 'Qwen'],
  ['../models/..', '../models/..', 'models'],
  ['a/../b', 'ms://a/../b', 'a/b'],
  ['..', '..', 'model'],
  ['模型', 'ms://模型', 'model'],
])('takes %j as the model %s, served as %s', (chosen, id, served) => {
  expect(modelNames(chosen)).toEqual({ id, served });
});

it('writes the larger of two applications first, so that the smaller one cannot take its node', () => {
  const kinds = (training: number, sampling: number) =>
    newConfig({ ...answers, training, sampling }, '0.5.1', english).match(/(?<=import_path: )\w+/g);
  expect(kinds(2, 4)).toEqual(['server', 'sampler', 'model', 'processor']);
  expect(kinds(4, 4)).toEqual(['server', 'model', 'sampler', 'processor']);
});

it('trains on one card where none is asked for', () => {
  const none = newConfig({ ...answers, training: 0, sampling: 0 }, '0.5.1', english);
  expect(none).toBe(newConfig({ ...answers, training: 1, sampling: 0 }, '0.5.1', english));
});

it('says how each chosen client connects, and has no application that was not chosen', () => {
  const text = newConfig(
    { ...answers, clients: ['tinker'], sampling: 0, processor: false },
    '0.5.1',
    english,
  );
  expect(text).toContain("# Tinker client: tinker.ServiceClient(base_url='http://127.0.0.1:8000'");
  expect(text).not.toContain('init_twinkle_client');
  expect(text.match(/- name: [a-z]+$/gm)).toEqual(['- name: server', '- name: model']);
});

describe('the cluster file', () => {
  const written = (given: Partial<NewConfigAnswers>, cards: readonly WireCard[] | undefined) =>
    withCluster(analyzed({ ...answers, ...given }, '0.5.1'), '0.5.1', cards);
  const nodes = (text: string) => text.match(/(?<=- name: ).+|(?<=^ {4})(?:gpus|npus): .+/gm);

  it('gives each application cards of its own, by the numbers that the machine has', () => {
    const { made, both } = written({}, cardsOf('gpu', [0, 1, 3, 4, 5]));
    expect(nodes(made.text)).toEqual(['head', 'gpus: [0, 1]', 'gpu-1', 'gpus: [3, 4]', 'cpu', 'gpus: []']);
    expect(made.text).toContain('# This machine has 5 GPUs.\n# No node below has GPU 5.\n');
    expect(made.conflicts).toEqual([]);
    expect(found(both)).toEqual([]);
  });

  it('explains why the configuration does not run here, where it needs more cards than there are', () => {
    const { made, both } = written({}, cardsOf('gpu', [0, 1, 2]));
    expect(made.conflicts).toEqual([
      'The configuration needs 4 GPUs (model, sampler), and this machine has 3.',
      'Start the cluster on a machine that has them, or let the configuration use fewer.',
    ]);
    for (const conflict of made.conflicts) expect(made.text).toContain(`# ${conflict}\n`);
    expect(found(both)).toEqual([]);
    expect(written({}, []).made.conflicts[0]).toContain('this machine has 0.');
  });

  it('has no card where the machine has none and the mock needs none', () => {
    const { made } = written({ backend: 'mock' }, []);
    expect(nodes(made.text)).toEqual(['head', 'gpus: []']);
    expect(made.text).toContain('# Neither nvidia-smi nor npu-smi reports a card on this machine');
    expect(made.conflicts).toEqual([]);
  });

  it('says that cards are not known where nobody could look', () => {
    expect(written({}, undefined).made.text).toContain('# The cards of this machine are not known.');
  });

  it('lists NPUs under their own key', () => {
    const { made } = written({ device: 'npu', training: 1, sampling: 1 }, cardsOf('npu', [0, 1]));
    expect(nodes(made.text)).toEqual(['head', 'npus: [0]', 'npu-1', 'npus: [1]', 'cpu', 'npus: []']);
  });

  it('has the cards of the machine where there is no configuration', () => {
    const alone = (cards: readonly WireCard[] | undefined) =>
      finish(newCluster(undefined, cards, english)).text;
    expect(nodes(alone(cardsOf('gpu', [1, 0])))).toEqual(['head', 'gpus: [0, 1]', 'cpu', 'gpus: []']);
    expect(nodes(alone([]))).toEqual(['head', 'gpus: []']);
    expect(nodes(alone(undefined))).toEqual(['head', 'gpus: []']);
    for (const cards of [cardsOf('gpu', [1, 0]), [], undefined]) {
      const cluster = analyzer.cluster({ uri: 'file:///w/twinkle_cluster.yaml', text: alone(cards) }, {});
      expect(found(cluster)).toEqual([]);
    }
  });

  it('is not held up by an application whose needs are unknown', () => {
    const config = analyzer.config(
      { uri: 'file:///w/server_config.yaml', text: 'applications:\n  - name: a\n    import_path: model\n' },
      {},
    );
    const { text } = finish(newCluster(config, cardsOf('gpu', [0]), english));
    expect(nodes(text)).toEqual(['head', 'gpus: [0]', 'cpu', 'gpus: []']);
  });
});

it.each([
  ['a thousand', Array.from({ length: 1000 }, (_, index) => index), 1000],
  ['cards that are reported twice', [0, 1, 0, 1], 2],
])('writes a cluster file without a finding for %s', (_, indexes, count) => {
  const made = finish(newCluster(undefined, cardsOf('gpu', indexes), english));
  const cluster = analyzer.cluster({ uri: 'file:///w/twinkle_cluster.yaml', text: made.text }, {});
  expect(found(cluster)).toEqual([]);
  expect(made.text).toContain(`This machine has ${count} GPUs.`);
});
