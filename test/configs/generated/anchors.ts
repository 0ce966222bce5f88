/** Which values of a configuration one person would write once and name: what stands in it twice. */
import { isList, isMapping, type Mapping, type Value } from './value';

/** Keys whose values are worth a name. None of an old field among them, which no fix can move from behind an anchor. */
const worthy = new Set([
  'autoscaling_config',
  'queue_config',
  'ray_actor_options',
  'device_mesh',
  'model_id',
]);

/** Names by key: of each key, the value that comes first, where a later one repeats it or adds to it. */
export function anchored(whole: Value): ReadonlyMap<string, Value> {
  const first = new Map<string, Value>();
  const repeated = new Set<string>();
  for (const [key, value] of pairsOf(whole)) {
    if (!worthy.has(key) || value === null) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, value);
    else if (isSame(before, value) || isBuiltOn(value, before)) repeated.add(key);
  }
  return new Map([...first].filter(([key]) => repeated.has(key)));
}

function pairsOf(value: Value): [string, Value][] {
  if (isList(value)) return value.flatMap(pairsOf);
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key, inner] as [string, Value],
    ...pairsOf(inner),
  ]);
}

export const isSame = (one: Value, other: Value): boolean => JSON.stringify(one) === JSON.stringify(other);

/** True where a mapping is another one with keys added or changed, so that a merge says it shorter. */
export function isBuiltOn(value: Value, base: Value): boolean {
  return (
    isMapping(value) &&
    isMapping(base) &&
    Object.keys(base).every(key => key in value) &&
    !isSame(value, base)
  );
}

/** What a mapping says that its base does not. */
export const beyond = (value: Mapping, base: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(value).filter(([key, each]) => !(key in base && isSame(base[key] ?? null, each))),
  );
