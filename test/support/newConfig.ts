/** Answers to the questions for a new configuration, in every combination. */
import { backendsOf } from '../../server/src/features/newFiles/backends';
import type { ClientKind, NewConfigAnswers } from '../../server/src/protocol';

const clients: readonly ClientKind[][] = [['twinkle', 'tinker'], ['twinkle'], ['tinker']];
const cards = [
  [1, 0],
  [1, 1],
  [4, 4],
  [16, 8],
  [2, 4],
  [3, 5],
] as const;
/** What people type: ids with and without a hub, paths, and what YAML would read as something else. */
const models = [
  'Qwen/Qwen3.5-4B',
  ' ms://Qwen/Qwen3.5-4B ',
  'hf://Qwen/Qwen3-8B',
  '/data/models/Qwen3 8B/',
  '~/models/no',
  'mock-model',
  'true',
  '1.5',
  'a: b #c',
  '{x}/{y}',
  'C:\\models\\Qwen3 8B',
  'null',
  '1e5',
  'a/..',
  '通义/千问',
];

/** Of a release: every backend, device, number of cards and client, with and without a processor; each model once. */
export function everyAnswer(version: string): NewConfigAnswers[] {
  const backends = backendsOf(version);
  const others = backends.flatMap(backend =>
    (['gpu', 'npu'] as const).flatMap(device =>
      cards.flatMap(([training, sampling]) =>
        clients.flatMap(each =>
          [true, false].map(processor => ({
            backend,
            device,
            training,
            sampling,
            clients: each,
            processor,
          })),
        ),
      ),
    ),
  );
  return [
    ...others.map(answers => ({ ...answers, model: 'Qwen/Qwen3.5-4B' })),
    ...models.flatMap(model =>
      backends.map(backend => ({
        model,
        backend,
        device: 'gpu' as const,
        training: 2,
        sampling: 2,
        clients: ['twinkle', 'tinker'] as ClientKind[],
        processor: true,
      })),
    ),
  ];
}
