/**
 * A rule is run again only where something has changed that it says to read. Here values of all cases are put into each
 * other's files, one at a time, and what an edited file then gets must be what a file gets that was never seen.
 *
 * Environment: READS_MUTANTS and READS_SEED, for more of them, or others.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readServerConfig } from '../../server/src/config/readServerConfig';
import type { Finding } from '../../server/src/document/tree/finding';
import type { Entry, MappingNode, TreeNode } from '../../server/src/document/tree/tree';
import type { ConfigAnalysis } from '../../server/src/analysis/analysis';
import { findInConfig } from '../../server/src/analysis/findInConfig';
import { Quiet, type Surroundings } from '../../server/src/analysis/quiet';
import { rules } from '../../server/src/rules/registry';
import { Random } from '../fuzz/random';
import { checkParts, factsOf, partsOf } from './checkText';

const root = join(import.meta.dirname, '../..');
const mutants = Number(process.env['READS_MUTANTS'] ?? 3000);
const seed = Number(process.env['READS_SEED'] ?? 1);

interface File {
  readonly name: string;
  readonly analysis: ConfigAnalysis;
  readonly surroundings: Surroundings;
}

/** A value somewhere in a file: keys, and a number for the item of a list. */
type Place = readonly (string | number)[];

const files = globSync('{examples,test/cases/rules/*/{ok,err}}/*.yaml', { cwd: root })
  .sort()
  .flatMap(filesOf);
const values = new Map<string, TreeNode[]>();
for (const { analysis } of files)
  for (const place of placesOf(analysis.config.root)) {
    const value = valueAt(analysis.config.root, place);
    const alike = values.get(nameOf(place));
    if (alike === undefined) values.set(nameOf(place), value === undefined ? [] : [value]);
    else if (value !== undefined) alike.push(value);
  }
const names = [...values.keys()];

it(`reports of ${mutants} edited files what it reports of files that it has never seen (seed ${seed})`, () => {
  const random = new Random(seed);
  const differing: string[] = [];
  let changed = 0;
  for (let count = 0; count < mutants; count += 1) {
    const file = pick(files, random);
    const before = file.analysis.config.root;
    const place = placeFor(before, random);
    const value = random.below(4) === 0 ? undefined : pick(values.get(nameOf(place)) ?? [], random);
    const after = withValue(before, place, value);
    const quiet = new Quiet(file.surroundings, rules);
    const first = found(file, before, quiet);
    const again = found(file, after, quiet);
    const fresh = found(file, after, new Quiet(file.surroundings, rules));
    if (first.join('\n') !== fresh.join('\n')) changed += 1;
    if (again.join('\n') === fresh.join('\n')) continue;
    const lacking = fresh.filter(line => !again.includes(line));
    const extra = again.filter(line => !fresh.includes(line));
    differing.push(`${file.name} at ${place.join('.')}: lacks ${lacking.join(' | ')}; has ${extra.join(' | ')}`);
  }
  expect(differing).toEqual([]);
  expect(changed).toBeGreaterThan(mutants / 10);
});

function filesOf(name: string): File[] {
  const parts = partsOf(readFileSync(join(root, name), 'utf8'));
  return checkParts(parts).flatMap(({ analysis }) => {
    if (analysis.kind !== 'config' || analysis.document.problems.length > 0) return [];
    const { twinkleVersion: version, cluster } = analysis;
    const surroundings = { version, facts: factsOf(parts[0]?.text ?? ''), cluster, isWhole: true };
    return [{ name, analysis, surroundings }];
  });
}

function found({ analysis, surroundings }: File, tree: TreeNode | undefined, quiet: Quiet): string[] {
  const document = { ...analysis.document, root: tree };
  const config = readServerConfig(document);
  const findings = findInConfig({ ...surroundings, document, config }, quiet, (rule, error) => {
    throw new Error(`${rule}: ${String(error)}`);
  });
  return findings.map(lineOf).sort();
}

function lineOf({ code, path, message }: Finding): string {
  return `${code} at ${path.join('.')}: ${JSON.stringify(message)}`;
}

/** Mappings are gone into as far as rules tell keys apart, and lists only where they are the applications. */
function placesOf(node: TreeNode | undefined, place: Place = []): Place[] {
  if (node?.kind === 'sequence' && place.join() === 'applications')
    return node.items.flatMap((item, index) => placesOf(item, [...place, index]));
  if (node?.kind !== 'mapping' || place.length > 5) return [];
  return node.entries.flatMap(({ key, value }) => {
    const own = [...place, String(key.value)];
    return [own, ...placesOf(value, own)];
  });
}

/** The same for all applications. */
function nameOf(place: Place): string {
  return place.filter(step => typeof step === 'string').join('.');
}

/** One that the file has, or one that another file has and this one could have. */
function placeFor(tree: TreeNode | undefined, random: Random): Place {
  const own = placesOf(tree);
  if (random.below(2) === 0 && own.length > 0) return pick(own, random);
  const applications = own.flatMap(place => (typeof place[1] === 'number' ? [place[1]] : []));
  const index = applications.length === 0 ? 0 : pick(applications, random);
  const steps: (string | number)[] = pick(names, random).split('.');
  if (steps[0] === 'applications' && steps.length > 1) steps.splice(1, 0, index);
  return steps;
}

function valueAt(node: TreeNode | undefined, [step, ...rest]: Place): TreeNode | undefined {
  if (step === undefined) return node;
  if (node?.kind === 'sequence') return valueAt(node.items[Number(step)], rest);
  return node?.kind === 'mapping'
    ? valueAt(node.entries.find(({ key }) => key.value === step)?.value, rest)
    : undefined;
}

/** The tree with another value, or without that key; the tree itself where it has no such place. */
function withValue(node: TreeNode | undefined, place: Place, value: TreeNode | undefined): TreeNode | undefined {
  const [step, ...rest] = place;
  if (step === undefined) return value;
  if (node?.kind === 'sequence') {
    const child = node.items[Number(step)];
    const now = withValue(child, rest, value);
    return child === undefined || now === undefined ? node : { ...node, items: node.items.with(Number(step), now) };
  }
  if (node?.kind !== 'mapping') return node;
  const entry = node.entries.find(({ key }) => key.value === step);
  if (entry === undefined) return rest.length === 0 ? withNew(node, String(step), value) : node;
  const now = withValue(entry.value, rest, value);
  const entries = node.entries.flatMap((each): Entry[] => {
    if (each !== entry) return [each];
    return now === undefined ? [] : [{ ...each, value: now }];
  });
  return { ...node, entries };
}

function withNew(node: MappingNode, name: string, value: TreeNode | undefined): MappingNode {
  if (value === undefined) return node;
  const key = { kind: 'scalar', span: value.span, value: name, style: 'plain', interpolated: false } as const;
  return { ...node, entries: [...node.entries, { key, value, merged: false }] };
}

function pick<T>(all: readonly T[], random: Random): T {
  const one = all[random.below(all.length)];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}
