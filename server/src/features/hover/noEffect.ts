/**
 * Fields that another field of the same file makes useless. Sources, twinkle-kit 0.5.1: server/state/backend/factory.py
 * (what each mode of persistence reads), server/launcher/server_launcher.py (telemetry; only the first deployment),
 * server/utils/task_queue/mixin.py (checks before the queue), server/model/app.py `_LORA_ONLY_CTOR_KWARGS`,
 * sampler/vllm_sampler/vllm_engine.py `_create_engine`.
 */
import { nodeAtPath } from '../../document/tree/locate';
import type { Path, TreeNode } from '../../document/tree/tree';
import { fieldAt } from '../../schema/table/table';
import { text, type Text } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { fieldContext, tableOf } from '../fields/fieldContext';

/** Why a field does nothing in this file; nothing where that is not certain. */
export function noEffect(analysis: Analysis, path: Path, offset: number): Text[] {
  if (analysis.kind === 'cluster') return [];
  const dead = deadAncestor(analysis, path, offset);
  if (dead !== undefined) return [text('**No effect**: nothing reads `{0}`.', dead)];
  const place = path.filter(step => typeof step === 'string').join('.');
  if (place.startsWith('applications.deployments.') && path[3] !== 0) {
    return [text('**No effect**: only the first item of `deployments` is used.')];
  }
  const reason = reasonFor(place, key => siblingValue(analysis, path, key));
  return reason === undefined ? [] : [text('**No effect** here, because of `{0}`.', reason)];
}

/** A block above the field that nobody reads. */
function deadAncestor(analysis: Analysis, path: Path, offset: number): string | undefined {
  for (let length = 1; length < path.length; length += 1) {
    const above = path.slice(0, length);
    const field = fieldAt(tableOf(analysis), above, fieldContext(analysis, above, offset));
    if (field?.noEffect === true) return field.key;
  }
  return undefined;
}

/** The value of a key beside the field: undefined where it is not written, NaN where it is not known. */
type Sibling = (key: string) => unknown;

/** What is written, or left out, that makes the field at a place useless. */
function reasonFor(place: string, sibling: Sibling): string | undefined {
  const is = (key: string, usual: unknown, ...values: unknown[]) =>
    values.includes(sibling(key) ?? usual) ? `${key}: ${String(sibling(key) ?? usual)}` : undefined;
  switch (place) {
    case 'persistence.file_path':
      return is('mode', 'memory', 'memory', 'redis');
    case 'persistence.redis_url':
      return is('mode', 'memory', 'memory', 'file');
    case 'persistence.key_prefix':
      return is('mode', 'memory', 'file');
    case 'telemetry.service_name':
    case 'telemetry.otlp_endpoint':
    case 'telemetry.debug':
    case 'telemetry.export_interval_ms':
    case 'telemetry.resource_attributes':
      return is('enabled', false, false);
    case 'applications.args.max_length':
      return is('backend', undefined, 'megatron') ?? is('train_mode', undefined, 'full');
    case 'applications.args.engine_args.max_loras':
    case 'applications.args.engine_args.max_lora_rank':
      return is('enable_lora', false, false);
    case 'applications.args.queue_config.rps_limit':
    case 'applications.args.queue_config.tps_limit':
    case 'applications.args.queue_config.window_seconds':
    case 'applications.args.queue_config.max_input_tokens':
      return is('enabled', true, false);
    default:
      return undefined;
  }
}

function siblingValue({ document }: Analysis, path: Path, key: string): unknown {
  const node: TreeNode | undefined = nodeAtPath(document.root, [...path.slice(0, -1), key]);
  if (node === undefined) return undefined;
  return node.kind === 'scalar' && !node.interpolated && node.value !== null ? node.value : Number.NaN;
}
