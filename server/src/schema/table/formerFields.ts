/**
 * Fields of twinkle-kit 0.1 to 0.3 and what became of them since 0.4.0.
 * Source: launcher.py and the `build_*_app` functions of the wheels 0.1 to 0.3.0; twinkle/server/config of 0.4.0.
 */
import type { Path, TreeNode } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';

/** What a field is called today, or that there is none for it any more. */
export type Former = { readonly now: string } | 'gone';

/** What decides about a field beside its path. */
export interface FormerContext {
  readonly kind: ApplicationKind | undefined;
  /** The file has a field that came after 0.3: what the development branch knows too is that branch's, and not an old one. */
  readonly isNewer: boolean;
}

/** What became of a field, or undefined where it is none of the old ones. */
export function formerField(
  path: Path,
  value: TreeNode,
  { kind, isNewer }: FormerContext,
): Former | undefined {
  const key = path.at(-1);
  if (path.length === 1) {
    // Since 0.2 one server serves both kinds of clients.
    if (key === 'server_type') return 'gone';
    if (key === 'telemetry_config') return { now: 'telemetry' };
    return key === 'persistence_config' ? { now: 'persistence' } : undefined;
  }
  if (path[0] !== 'applications' || path[2] !== 'args') return undefined;
  if (path.length === 5 && path[3] === 'server_config' && key === 'per_token_adapter_limit')
    return { now: 'per_token_model_limit' };
  if (path.length !== 4) return undefined;
  // Of a processor it is always 1 now, and its limits are always the defaults; of a sampler nobody read it since 0.2.
  if ((key === 'nproc_per_node' || key === 'processor_config') && kind === 'processor') return 'gone';
  if (key === 'adapter_config' && kind === 'sampler') return 'gone';
  // It was handed on to the model, whose default is the only choice now (twinkle/model/transformers, /megatron, 0.5.1).
  const isDefault = value.kind === 'scalar' && value.value === 'bf16';
  return key === 'mixed_precision' && kind === 'model' && isDefault && !isNewer ? 'gone' : undefined;
}
