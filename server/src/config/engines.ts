/**
 * What runs a model or a sampler, and how it trains. A word that Twinkle does not know has no value here, so nothing is
 * concluded from it: that it is wrong is said where it stands.
 * Source: twinkle/server/config/application_spec.py, twinkle-kit 0.4.0 to 0.5.1.
 */
import type { TreeNode } from '../document/tree/tree';
import type { Backend } from '../protocol';
import { textOf } from './reader';

export const backends: readonly Backend[] = ['mock', 'transformers', 'megatron'];
export const samplerTypes = ['mock', 'vllm', 'torch'] as const;
/** Since 0.5.1; before, and by default, `lora`. */
export const trainModes = ['lora', 'full'] as const;

export type SamplerType = (typeof samplerTypes)[number];
export type TrainMode = (typeof trainModes)[number];

/** Reads one of a few words; undefined for anything else. */
export function wordOf<Word extends string>(words: readonly Word[]): (node: TreeNode) => Word | undefined {
  return node => {
    const written = textOf(node);
    return words.find(word => word === written);
  };
}
