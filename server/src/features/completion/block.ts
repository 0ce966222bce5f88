/**
 * What belongs below a key that stands for a block: its required keys, and those that nobody leaves out, each with a
 * value to start from.
 */
import type { ApplicationKind } from '../../protocol';
import type { FieldInfo } from '../../schema/table/fieldInfo';
import { variantsOf, type FieldContext } from '../../schema/table/table';
import { valueText } from '../fields/fieldText';
import type { Hardware } from './likely/hardware';
import { isOneLineList } from './oneLine';
import { choice, placeholder } from './snippet';
import { deviceTypes } from './whole/applicationText';

/**
 * Keys that are written although they are not required, by the key of their block, in the order in which people write
 * them. A required key may be among them for its place.
 */
const customary: Readonly<Record<string, readonly string[]>> = {
  http_options: ['host', 'port'],
  telemetry: ['enabled', 'otlp_endpoint'],
  persistence: ['mode'],
  device_mesh: ['device_type', 'dp_size'],
  engine_args: ['max_model_len', 'gpu_memory_utilization'],
  queue_config: ['rps_limit', 'tps_limit'],
  adapter_config: ['adapter_timeout'],
  server_config: ['per_token_model_limit'],
  deployments: ['max_ongoing_requests', 'autoscaling_config', 'ray_actor_options'],
  autoscaling_config: ['min_replicas', 'max_replicas'],
  ray_actor_options: ['num_cpus'],
  ray: ['port', 'dashboard_port', 'auth'],
  nodes: ['name', 'gpus'],
};

/** Beside what is required, the keys of `args` without which no application of that kind runs. */
const customaryArguments: Readonly<Record<ApplicationKind, readonly string[]>> = {
  server: ['supported_models'],
  model: ['backend', 'model_id', 'nproc_per_node', 'device_group', 'device_mesh'],
  sampler: ['sampler_type', 'model_id', 'nproc_per_node', 'device_group', 'device_mesh'],
  processor: ['ncpu_proc_per_node', 'device_group', 'device_mesh'],
};

/** Values to start from, where the schema has no default that would do. */
const starts: Readonly<Record<string, string>> = {
  min_replicas: '1',
  max_replicas: '1',
  num_cpus: '0.1',
  max_ongoing_requests: '16',
  ranks: '1',
  dp_size: '1',
  ncpu_proc_per_node: '1',
  max_model_len: '16000',
  adapter_timeout: '1800',
  per_token_model_limit: '30',
  model_id: 'ms://Qwen/Qwen3.5-4B',
  supported_models: 'Qwen/Qwen3.5-4B',
  gpus: '0',
  npus: '0',
};

/** What decides about the values of a block. */
export interface BlockContext extends FieldContext {
  /** What the nodes have; GPUs where it is unknown. */
  readonly hardware: Hardware;
}

/** The snippet of a field's value with all that belongs below it, or undefined for a value of one line. */
export function blockOf(field: FieldInfo, context: BlockContext, indent: string): string | undefined {
  const counter = { next: 1 };
  const body = bodyOf(field, context, indent, counter);
  return body === undefined ? undefined : `${body}$0`;
}

interface Counter {
  next: number;
}

function bodyOf(
  field: FieldInfo,
  context: BlockContext,
  indent: string,
  counter: Counter,
): string | undefined {
  const { shape } = field;
  const inner = `${indent}  `;
  if (shape.types.includes('array')) {
    const items = shape.items?.types.includes('string') === true ? undefined : shape.items?.fields;
    if (items === undefined) {
      const start = starts[field.key];
      const isOneLine = shape.types.includes('integer') || isOneLineList(field);
      return start === undefined || isOneLine
        ? undefined
        : `\n${inner}- ${placeholder(counter.next++, start)}`;
    }
    const lines = entries(chosen(field, [...items.values()], context), context, `${inner}  `, counter);
    return lines === undefined ? undefined : `\n${inner}- ${lines.slice(inner.length + 3)}`;
  }
  if (!shape.types.includes('object')) return undefined;
  const variants = variantsOf(shape, context);
  const fields = variants.length === 1 || shape.byForm !== undefined ? variants[0]?.fields : undefined;
  return fields && entries(chosen(field, [...fields.values()], context), context, inner, counter);
}

function chosen(field: FieldInfo, fields: readonly FieldInfo[], { kind }: FieldContext): FieldInfo[] {
  const names =
    field.key === 'args' && kind !== undefined ? customaryArguments[kind] : (customary[field.key] ?? []);
  const place = ({ key }: FieldInfo) => (names.includes(key) ? names.indexOf(key) : names.length);
  return fields
    .filter(({ key, required }) => required || names.includes(key))
    .sort((one, other) => place(one) - place(other));
}

function entries(
  fields: readonly FieldInfo[],
  context: BlockContext,
  indent: string,
  counter: Counter,
): string | undefined {
  if (fields.length === 0) return undefined;
  const lines = fields.map(field => {
    const body = bodyOf(field, context, indent, counter);
    return `\n${indent}${field.key}:${body ?? ` ${startOf(field, context, counter)}`}`;
  });
  return lines.join('');
}

function startOf(field: FieldInfo, { kind, hardware }: BlockContext, counter: Counter): string {
  const { key, values, default: usual, examples, shape } = field;
  const start = key === 'device_type' ? deviceTypes[kind === 'processor' ? 'none' : hardware] : starts[key];
  if (isOneLineList(field)) return `[${placeholder(counter.next++, start ?? '')}]`;
  if (start !== undefined) return placeholder(counter.next++, start);
  if (values.length > 0) {
    const likely = hardware === 'none' && values.includes('mock') ? 'mock' : String(usual);
    const first = values.includes(likely) ? [likely] : [];
    const rest = values.filter(value => !first.includes(value) && value !== 'mock' && value !== 'torch');
    return choice(counter.next++, [...first, ...rest]);
  }
  if (shape.types.includes('boolean')) return choice(counter.next++, ['true', 'false']);
  const value = usual ?? examples.find(example => typeof example !== 'object');
  if (value === undefined) return placeholder(counter.next++, '');
  return placeholder(counter.next++, typeof value === 'string' ? value : valueText(value));
}
