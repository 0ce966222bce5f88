/**
 * How Ray Serve runs an application's replicas, from `deployments[0]`. Fields: ray/serve/config.py, Ray 2.60.0; that
 * only the first item counts: twinkle/server/launcher/server_launcher.py, twinkle-kit 0.5.1.
 */
import type { Entry, MappingNode } from '../document/tree/tree';
import type { Field, Optional } from './field';
import { fieldOf, numberOf, plainNumberOf, Reader, textOf } from './reader';
import type { Application } from './serverConfig';

export interface Scaling {
  readonly maxOngoingRequests: Optional<number>;
  readonly targetOngoingRequests: Optional<number>;
}

export function scalingOf({ deployment }: Application): Scaling {
  const reader = deployment && new Reader(deployment.node, deployment.path);
  return {
    maxOngoingRequests: reader?.field('max_ongoing_requests', plainNumberOf),
    targetOngoingRequests: reader
      ?.mapping('autoscaling_config')
      ?.field('target_ongoing_requests', plainNumberOf),
  };
}

/** How many replicas there are: fixed, or by load. */
export interface Replicas {
  readonly node: MappingNode;
  /** `num_replicas`; a text only where it is one. */
  readonly fixed: Optional<number | string>;
  /** True for `num_replicas: auto`, which is an `autoscaling_config` of 1 to 100 replicas. */
  readonly isAuto: boolean;
  /** `autoscaling_config`, where it is a mapping. */
  readonly scaling: MappingNode | undefined;
  readonly minimum: Optional<number>;
  readonly initial: Optional<number>;
  readonly maximum: Optional<number>;
  /** The bounds that count, with Ray's defaults; undefined where unknown. */
  readonly least: number | undefined;
  readonly most: number | undefined;
}

/** Most replicas of `auto`: ray/serve/config.py `AutoscalingConfig.default`. */
const mostOfAuto = 100;

/** Undefined where the file has no `deployments`, which is one replica. */
export function replicasOf({ deployment }: Application): Replicas | undefined {
  if (deployment === undefined) return undefined;
  const reader = new Reader(deployment.node, deployment.path);
  const fixed = reader.field<number | string>('num_replicas', node => numberOf(node) ?? textOf(node));
  const isAuto = fixed?.value === 'auto';
  const scaling = reader.mapping('autoscaling_config');
  const isOpen =
    reader.entry('autoscaling_config')?.value.kind === 'scalar' && !isNull(reader, 'autoscaling_config');
  const minimum = scaling?.number('min_replicas');
  const maximum = scaling?.number('max_replicas');
  const initial =
    scaling === undefined || isNull(scaling, 'initial_replicas')
      ? undefined
      : scaling.number('initial_replicas');
  const count = isNull(reader, 'num_replicas') || fixed === undefined ? 1 : countOf(fixed.value);
  const byLoad = scaling !== undefined || isAuto;
  return {
    node: deployment.node,
    fixed,
    isAuto,
    scaling: scaling?.node,
    minimum,
    initial,
    maximum,
    least: isOpen ? undefined : byLoad ? bound(minimum, 1) : count,
    most: isOpen ? undefined : byLoad ? bound(maximum, isAuto ? mostOfAuto : 1) : count,
  };
}

function bound(field: Optional<number>, byDefault: number): number | undefined {
  return field === undefined ? byDefault : countOf(field.value);
}

function countOf(value: number | string | undefined): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function isNull(reader: Reader, key: string): boolean {
  const node = reader.entry(key)?.value;
  return node?.kind === 'scalar' && node.value === null && !node.interpolated;
}

export interface Variable {
  readonly entry: Entry;
  readonly name: string;
  readonly field: Field<string>;
}

/** The environment variables that the application's replicas get; none where the text has none. */
export function environmentOf({ deployment }: Application): readonly Variable[] {
  const reader =
    deployment &&
    new Reader(deployment.node, deployment.path)
      .mapping('ray_actor_options')
      ?.mapping('runtime_env')
      ?.mapping('env_vars');
  if (reader === undefined) return [];
  return reader.node.entries.flatMap(entry => {
    const name = entry.key.value;
    if (typeof name !== 'string') return [];
    return [{ entry, name, field: fieldOf(entry.value, [...reader.path, name], textOf, entry) }];
  });
}
