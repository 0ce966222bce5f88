import { describe, expect, it } from 'vitest';
import type { Card } from '../machine/keeper';
import { samplingChoices, trainingChoices } from './cardChoices';
import { inLikelyOrder, mayBeModel } from './modelChoices';
import { mainCards } from './sight';

describe('numbers of cards', () => {
  it('divide what the machine has between training and sampling', () => {
    for (let seen = 1; seen <= 16; seen += 1) {
      const training = trainingChoices(seen);
      expect(training.counts).toContain(training.likely);
      expect(training.counts.at(-1)).toBe(seen);
      for (const count of training.counts) {
        const sampling = samplingChoices(seen, count);
        expect(sampling.counts).toContain(sampling.likely);
        expect(sampling.counts).toContain(0);
        expect(count + Math.max(...sampling.counts)).toBeLessThanOrEqual(seen);
      }
    }
    expect([1, 2, 3, 4, 8].map(seen => trainingChoices(seen).likely)).toEqual([1, 1, 2, 2, 4]);
    expect([1, 2, 3, 4, 8].map(seen => samplingChoices(seen, trainingChoices(seen).likely).likely)).toEqual([
      0, 1, 1, 2, 4,
    ]);
    expect(trainingChoices(6).counts).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are those of another machine where none is seen', () => {
    for (const seen of [undefined, 0]) {
      expect(trainingChoices(seen)).toEqual({ counts: [1, 2, 4, 8], likely: 1 });
      expect(samplingChoices(seen, 8)).toEqual({ counts: [1, 2, 4, 8, 0], likely: 8 });
    }
  });
});

it('language models come first, then what does not say what it is', () => {
  const model = (id: string, architecture?: string) => ({
    hub: 'ms' as const,
    id,
    bytes: 1,
    ...(architecture !== undefined && { architecture }),
  });
  const models = [
    model('embedding', 'BertModel'),
    model('unknown'),
    model('language', 'Qwen3ForCausalLM'),
    model('vision', 'Qwen3VLForConditionalGeneration'),
  ];
  expect(inLikelyOrder(models).map(({ id }) => id)).toEqual(['language', 'vision', 'unknown', 'embedding']);
});

it('takes ids and paths for models, and nothing else', () => {
  const models = ['Qwen/Qwen3.5-4B', 'ms://Qwen/Qwen3', 'hf://gpt2', 'mock-model', '/data/my model', '~/m'];
  expect(models.filter(each => !mayBeModel(each))).toEqual([]);
  const others = ['', ' ', 'a/b/c', 's3://a/b', 'two words', 'ms://', '/', '//', 'a\u0000b', 'x'.repeat(400)];
  expect(others.filter(mayBeModel)).toEqual([]);
});

it('an application takes the kind of card that the machine has more of', () => {
  const card = (kind: 'GPU' | 'NPU', index: number): Card => ({ kind, index, name: 'x' });
  const kinds = (cards: Card[]) => mainCards({ cards, models: [] })?.map(({ kind }) => kind);
  expect(kinds([card('NPU', 0), card('NPU', 1), card('GPU', 0)])).toEqual(['NPU', 'NPU']);
  expect(kinds([card('GPU', 0)])).toEqual(['GPU']);
  expect(mainCards({ models: [] })).toBeUndefined();
});
