/**
 * What a tag makes of a scalar, as far as it is certain. Source: yaml/constructor.py `SafeConstructor` and
 * omegaconf/_utils.py `get_yaml_loader` (PyYAML 6.0.3, OmegaConf 2.4.0).
 */
import { resolvePlain, unreadable } from './scalars';
import type { ScalarValue } from './tree';

const prefix = 'tag:yaml.org,2002:';

/** Tags for which the loader has a constructor; a scalar, list or mapping with another one is refused. */
const known = new Set(
  [
    'null',
    'bool',
    'int',
    'float',
    'binary',
    'timestamp',
    'omap',
    'pairs',
    'set',
    'str',
    'seq',
    'map',
    'merge',
  ]
    .map(name => prefix + name)
    .concat(['!', '?']),
);

export function isKnownTag(tag: string): boolean {
  return known.has(tag) || tag.startsWith(`${prefix}python/object/apply:pathlib.`);
}

/** A tag as people write it: `!!int`. */
export function shortTag(tag: string): string {
  return tag.startsWith(prefix) ? `!!${tag.slice(prefix.length)}` : tag;
}

/** The value of a tagged scalar; `undefined` where it is of a kind that no field has, or not certain. */
export function resolveTagged(tag: string, source: string): ScalarValue | undefined {
  switch (shortTag(tag)) {
    case '!!str':
      return source;
    case '!!null':
      return null;
    case '!':
      return knownValue(resolvePlain(source));
    case '!!int':
    case '!!float': {
      const value = knownValue(resolvePlain(source));
      return typeof value === 'number' ? value : undefined;
    }
    case '!!bool': {
      const value = knownValue(resolvePlain(source));
      return typeof value === 'boolean' ? value : undefined;
    }
    default:
      return undefined;
  }
}

function knownValue(value: ScalarValue | typeof unreadable): ScalarValue | undefined {
  return value === unreadable ? undefined : value;
}
