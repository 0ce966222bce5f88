/** Files that are nearly right, made from right ones: by their structure, and by their text. The same for one seed. */
import { parse, stringify } from 'yaml';
import { fieldsOf, fieldTable, type FieldInfo } from '../../server/src/schema/table';

/** Numbers from 0 to 1, always the same for one seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Container = Json[] | Record<string, Json>;

const values: readonly Json[] = [
  null, true, false, 0, 1, 2, -1, 2.5, 0.5, 1e20, Infinity, -Infinity, NaN, 70000, '', ' ', 'text', '9000', ' 7 ',
  '+7', '9_000', '5.00', '5.', '1e3', '2.5', '0x10', '-1', '0', 'true', 'yes', 'off', 'Y', 'maybe', 'inf', 'nan',
  'auto', 'mock', 'full', 'lora', 'redis', 'file', 'memory', 'model', 'server', 'sampler', 'processor', 'Model',
  [], [1], ['a'], [{}], {}, { a: 1 }, { mode: 'redis' }, { mode: 'file', file_path: '/tmp/state' },
  { min_replicas: 1, max_replicas: 2 }, { max_replicas: 'auto' }, { num_replicas: 2 }, [{ num_replicas: 2 }],
]; // prettier-ignore

const table = fieldTable('0.5.1');
const names = [
  ...fieldsOf(table, []),
  ...fieldsOf(table, ['applications', 0]),
  ...fieldsOf(table, ['applications', 0, 'args']),
].flatMap(namesBelow);

function namesBelow({ key, children }: FieldInfo): string[] {
  return [key, ...children.flatMap(namesBelow)];
}

/** One to three changes of the structure of a file: keys taken away, renamed or added, values of other types. */
export function structuralMutant(source: string, random: () => number): string {
  const tree = parse(source, { version: '1.1' }) as Json;
  const changes = 1 + Math.floor(random() * random() * 3);
  for (let change = 0; change < changes; change += 1) mutate(tree, random);
  return stringify(tree, { version: '1.1', aliasDuplicateObjects: false });
}

function mutate(tree: Json, random: () => number): void {
  const containers: Container[] = [];
  collect(tree, containers);
  const container = pick(containers, random);
  if (container === undefined) return;
  const value = structuredClone(pick(values, random) ?? null);
  if (Array.isArray(container)) {
    const index = Math.floor(random() * (container.length + 1));
    if (random() < 0.4) container.splice(index, 1);
    else container[index] = value;
    return;
  }
  const key = pick(Object.keys(container), random);
  const way = random();
  if (key === undefined || way < 0.3) container[pick(names, random) ?? 'name'] = value;
  else if (way < 0.45) Reflect.deleteProperty(container, key);
  else if (way < 0.55) {
    const old = container[key] ?? null;
    Reflect.deleteProperty(container, key);
    container[pick([`${key}s`, key.slice(1), key.toUpperCase(), pick(names, random) ?? ''], random) ?? key] =
      old;
  } else container[key] = value;
}

function collect(node: Json, into: Container[]): void {
  if (node === null || typeof node !== 'object') return;
  into.push(node);
  for (const child of Object.values(node)) collect(child, into);
}

/** One change of the characters of a file: what a slip of the hand makes. */
export function textualMutant(source: string, random: () => number): string {
  const at = Math.floor(random() * source.length);
  const scrap = pick([' ', '  ', '\t', '\n', ':', '- ', '#', '"', "'", '{', ']', '&', '*a', '|', '${x}', '!', '%', ','], random) ?? ''; // prettier-ignore
  const way = random();
  if (way < 0.4) return source.slice(0, at) + scrap + source.slice(at);
  if (way < 0.7) return source.slice(0, at) + source.slice(at + 1 + Math.floor(random() * 4));
  const lines = source.split('\n');
  const line = Math.floor(random() * lines.length);
  const text = lines[line] ?? '';
  if (way < 0.8) lines.splice(line, 1);
  else if (way < 0.9) lines[line] = random() < 0.5 ? ` ${text}` : text.replace(/^ /, '');
  else lines.splice(line, 0, text);
  return lines.join('\n');
}

function pick<Value>(from: readonly Value[], random: () => number): Value | undefined {
  return from[Math.floor(random() * from.length)];
}
