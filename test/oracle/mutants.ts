/** Files that are nearly right, made from right ones by their structure. The same for one seed. */
import {
  Alias,
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Pair,
  parse,
  Scalar,
  type Node,
} from 'yaml';
import { pick, type Random } from './random';
import { fieldsOf, fieldTable, type FieldInfo } from '../../server/src/schema/table/table';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Container = Json[] | Record<string, Json>;

const values: readonly Json[] = [
  null, true, false, 0, 1, 2, -1, 2.5, 0.5, 1e20, Infinity, -Infinity, NaN, 70000, '', ' ', 'text', '9000', ' 7 ',
  '+7', '9_000', '5.00', '5.', '1e3', '2.5', '0x10', '-1', '0', 'true', 'yes', 'off', 'Y', 'maybe', 'inf', 'nan',
  'auto', 'mock', 'full', 'lora', 'redis', 'file', 'memory', 'model', 'server', 'sampler', 'processor', 'Model',
  [], [1], ['a'], [{}], {}, { a: 1 }, { mode: 'redis' }, { mode: 'file', file_path: '/tmp/state' },
  { min_replicas: 1, max_replicas: 2 }, { max_replicas: 'auto' }, { num_replicas: 2 }, [{ num_replicas: 2 }],
]; // prettier-ignore

/**
 * Interpolations: of fields that are there or not, nested ones, those of the environment with and without a default,
 * escaped ones, broken ones, and text that looks like one. What is in the environment: `oracleEnvironment`.
 */
const references = [
  '${http_options.port}', '${http_options.host}', '${applications[0].name}', '${applications.0.import_path}',
  '${.name}', '${..name}', '${...http_options.port}', '${....http_options.port}', '${missing}', '${http_options}',
  'a${http_options.port}', '${', '${}', '\\${x}', '\\\\${http_options.port}', '\\\\\\${x}', '$x', '$${ray_namespace}', '???',
  '${nothing:x}', '${applications}', '${ray_namespace}', '${telemetry.enabled}', '${http_options[port]}',
  '${applications[-1].name}', '${applications[9].name}', '${ http_options.port }', '${http_options.${ray_namespace}}',
  '${http_options.${oc.env:TWINKLE_ORACLE_KEY}}', '${applications[${oc.decode:"0"}].name}', '${..args}', '${.model_id}',
  '${.device_group.ranks}', '${..device_mesh}', '${...name}-${...import_path}', '${.backend}', '${..deployments[0].name}',
  '${oc.env:TWINKLE_ORACLE_UNSET}', '${oc.env:TWINKLE_ORACLE_UNSET,9000}', '${oc.env:TWINKLE_ORACLE_UNSET,null}',
  '${oc.env:TWINKLE_ORACLE_UNSET,mock}', '${oc.env:TWINKLE_ORACLE_UNSET,}', '${oc.env:TWINKLE_ORACLE_PORT}',
  '${oc.env:TWINKLE_ORACLE_PORT,${missing}}', '${oc.env:TWINKLE_ORACLE_KEY,x}', '${oc.env:TWINKLE_ORACLE_UNSET,${.name}}',
  '${oc.decode:"5"}', '${oc.decode:${oc.env:TWINKLE_ORACLE_PORT}}', '${oc.decode:${oc.env:TWINKLE_ORACLE_UNSET,"true"}}',
  '${oc.decode:5}', '${oc.decode:null}', '${oc.select:missing,5}', '${oc.select:missing}', '${oc.env:A,B,C}', '${oc.env:}',
  '${oc.env:TWINKLE_ORACLE_UNSET,a b/c-d_e.f}', '${oc.env:TWINKLE_ORACLE_UNSET,"a, b"}', '${oc.env:TWINKLE_ORACLE_UNSET,(x)}',
] as const; // prettier-ignore

const tags = [
  'str',
  'int',
  'float',
  'bool',
  'null',
  'binary',
  'seq',
  'map',
  'omap',
  'set',
  'timestamp',
  'own',
] as const;

const table = fieldTable('0.5.1');
const names = [
  ...fieldsOf(table, []),
  ...fieldsOf(table, ['applications', 0]),
  ...fieldsOf(table, ['applications', 0, 'args']),
].flatMap(namesBelow);

function namesBelow({ key, children }: FieldInfo): string[] {
  return [key, ...children.flatMap(namesBelow)];
}

/**
 * One to three changes of the structure of a file: keys taken away, renamed or added, values of other types, values
 * wrapped or moved, interpolations; in one file of four, anchors, aliases, merge keys and tags as well.
 */
export function structuralMutant(source: string, random: Random): string {
  const tree = parse(source, { version: '1.1', maxAliasCount: -1 }) as Json;
  const changes = 1 + Math.floor(random() * random() * 3);
  for (let change = 0; change < changes; change += 1) mutate(tree, random);
  const document = new Document(tree, { version: '1.1', aliasDuplicateObjects: false });
  if (random() < 0.25) decorate(document, random);
  // The printer knows what fits which tag, and prints nothing else: it gets unknown tags.
  return document.toString({ verifyAliasOrder: false }).replaceAll(/!own-(?!own)/g, '!!');
}

function mutate(tree: Json, random: Random): void {
  const containers: Container[] = [];
  collect(tree, containers);
  const container = pick(containers, random);
  if (container === undefined) return;
  const value = valueFor(containers, random);
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
  } else if (way < 0.62) {
    const old = container[key] ?? null;
    container[key] = random() < 0.5 ? [old] : { [pick(names, random) ?? 'name']: old };
  } else container[key] = value;
}

/** Any value, an interpolation, or a copy of another part of the file. */
function valueFor(containers: readonly Container[], random: Random): Json {
  const way = random();
  if (way < 0.1) return pick(references, random) ?? null;
  if (way < 0.16) return structuredClone(pick(containers, random) ?? null);
  return structuredClone(pick(values, random) ?? null);
}

function collect(node: Json, into: Container[]): void {
  if (node === null || typeof node !== 'object') return;
  into.push(node);
  for (const child of Object.values(node)) collect(child, into);
}

/** One or two of: a tag, an anchor with an alias to it somewhere (before it, too), a merge key, a key that is no text. */
function decorate(document: Document, random: Random): void {
  const times = 1 + Math.floor(random() * 2);
  for (let time = 0; time < times; time += 1) {
    const nodes = nodesOf(document.contents);
    const node = pick(nodes, random);
    if (node === undefined) return;
    const way = random();
    if (way < 0.35 && !isAlias(node)) {
      node.tag = `!own-${pick(tags, random) ?? 'str'}`;
    } else if (way < 0.5) {
      const owner = pick(nodes.filter(isMap), random);
      const key = pick([1, 1.5, true, null, 'name', '1'], random);
      owner?.items.push(new Pair(new Scalar(key), new Scalar(1)));
    } else alias(nodes, node, random, time);
  }
}

function alias(nodes: readonly Node[], node: Node, random: Random, time: number): void {
  if (isAlias(node)) return;
  const name = pick(['a', 'a', 'base', 'a.b', 'ä'], random) ?? 'a';
  node.anchor = random() < 0.7 ? `${name}${time}` : name;
  const owner = pick(nodes.filter(isMap), random);
  const pair = owner && pick(owner.items, random);
  if (owner === undefined || pair === undefined || holds(node, owner)) return;
  const reference = new Alias(random() < 0.95 ? node.anchor : 'elsewhere');
  if (random() < 0.4) owner.items.push(new Pair(new Scalar('<<'), reference));
  else if (pair.value !== node) pair.value = reference;
}

/** True where one node is in another: an alias there would name what holds it, which no printer can print. */
function holds(outer: Node, inner: Node): boolean {
  return nodesOf(outer).includes(inner);
}

function nodesOf(node: unknown): Node[] {
  if (!isNode(node)) return [];
  if (isMap(node)) return [node, ...node.items.flatMap(({ value }) => nodesOf(value))];
  if (isSeq(node)) return [node, ...node.items.flatMap(nodesOf)];
  return isScalar(node) || isAlias(node) ? [node] : [];
}
