/** The backends that a release of twinkle-kit has for models. */
import { atLeast } from '../../config/version';
import type { Backend } from '../../protocol';

/** A mock came with `backend`, which took the place of `use_megatron` in 0.4.0. */
export function backendsOf(version: string): Backend[] {
  return atLeast(version, '0.4.0') ? ['transformers', 'megatron', 'mock'] : ['transformers', 'megatron'];
}
