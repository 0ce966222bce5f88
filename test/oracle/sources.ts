/** The texts that mutants are made of: our examples, and all configurations that the tests have. */
import { parse } from 'yaml';
import { configurations } from '../configs/configurations';
import { ownVerdict } from './compare';
import { structuralMutant } from './mutants';
import { randomNumbers } from './random';
import { textualMutant } from './textual';

export type MutantKind = 'structural' | 'textual';

/**
 * The texts, those that the loader accepts more often than the others, since a mutant of a bad file is bad again.
 * Which ones these are is our own verdict; a test holds it against the loaders'.
 */
export function sources(root: string): readonly string[] {
  const texts = configurations(root, 'examples/**/server_config*.yaml')
    .map(({ text }) => text)
    .filter(isMapping);
  const good = texts.filter(text => ownVerdict(text, '0.5.1').first === undefined);
  const others = texts.filter(text => !good.includes(text));
  return [...Array.from({ length: 6 }, () => good).flat(), ...others];
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
