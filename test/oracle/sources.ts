/** The files that mutants are made of: our examples and, where the folder is there, real files of other people. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { structuralMutant } from './mutants';
import { randomNumbers } from './random';
import { textualMutant } from './textual';

export type MutantKind = 'structural' | 'textual';

/** The texts, those that the loader accepts more often than the others, since a mutant of a bad file is bad again. */
export function sources(root: string): readonly string[] {
  const examples = join(root, 'examples');
  const own = globSync('**/server_config*.yaml', { cwd: examples })
    .sort()
    .map(file => readFileSync(join(examples, file), 'utf8'));
  const folder = join(root, '..', 'shared', 'configs');
  const recorded = join(folder, 'verdicts.json');
  if (!existsSync(recorded)) return own;
  const verdicts = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, Record<string, unknown>>;
  const names = Object.keys(verdicts).sort();
  const isGood = (name: string): boolean => verdicts[name]?.['0.5.1'] === 'ok';
  const texts = (chosen: readonly string[]): string[] =>
    chosen.map(name => readFileSync(join(folder, name), 'utf8')).filter(isMapping);
  const good = texts(names.filter(isGood));
  const others = texts(names.filter(name => !isGood(name)));
  return [...own, ...Array.from({ length: 6 }, () => good).flat(), ...others];
}

function isMapping(text: string): boolean {
  try {
    const value: unknown = parse(text, { version: '1.1' });
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Mutants of one seed, from a source chosen at random each. */
export function mutants(kind: MutantKind, from: readonly string[], count: number, seed: number): string[] {
  const random = randomNumbers(seed);
  const make = kind === 'structural' ? structuralMutant : textualMutant;
  return Array.from({ length: count }, () => make(from[Math.floor(random() * from.length)] ?? '', random));
}
