/** Findings of stage `load` mean that the installed loader rejects the file, and their absence that it accepts it. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readServerConfig } from '../../server/src/config/readServerConfig';
import { parseDocument } from '../../server/src/document/parse';
import { fieldTable } from '../../server/src/schema/table';
import { validateServerConfig } from '../../server/src/schema/validate';
import { english } from '../../server/src/text/text';
import { examples, root } from '../lsp/exampleFiles';
import { randomNumbers, structuralMutant, textualMutant } from './mutants';
import { loaderVerdicts } from './verdicts';

const seed = Number(process.env['TWINKLE_TEST_SEED'] ?? 20261123);
const count = Number(process.env['TWINKLE_TEST_MUTANTS'] ?? 400);
const sources = globSync('**/server_config*.yaml', { cwd: examples })
  .sort()
  .map(file => readFileSync(join(examples, file), 'utf8'));
const realFiles = join(root, '..', 'shared', 'configs');

/** What we say of a text at load: undefined where we accept it, else the first reason. */
function ours(text: string, version = '0.5.1'): string | undefined {
  const document = parseDocument(text);
  const found = validateServerConfig(document, readServerConfig(document), fieldTable(version));
  const refusal = [...document.problems, ...found].find(
    ({ stage, severity }) => stage === 'load' && severity === 'error',
  );
  return refusal && `${refusal.path.join('.')}: ${english(refusal.message)}`;
}

interface Disagreement {
  readonly text: string;
  readonly loader: string | undefined;
  readonly ours: string | undefined;
}

async function disagreements(texts: readonly string[]): Promise<Disagreement[]> {
  const verdicts = await loaderVerdicts(texts);
  // A generator that makes only bad files, or only good ones, would prove nothing.
  const accepted = verdicts.filter(verdict => verdict === undefined).length;
  expect(Math.min(accepted, texts.length - accepted)).toBeGreaterThan(texts.length / 20);
  return texts.flatMap((text, index) => {
    const one = { text, loader: verdicts[index], ours: ours(text) };
    return (one.loader === undefined) === (one.ours === undefined) ? [] : [one];
  });
}

/** The files made from one seed, several from each source. */
function mutants(make: (source: string, random: () => number) => string): string[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) => make(sources[index % sources.length] ?? '', random));
}

it('agrees with the loader about changes of structure', async () => {
  expect(sources.length).toBeGreaterThan(0);
  expect(await disagreements(mutants(structuralMutant))).toEqual([]);
});

it('rejects no text that the loader accepts', async () => {
  const texts = mutants(textualMutant);
  const found = await disagreements(texts);
  const missed = found.filter(each => each.ours === undefined);
  console.info(`Of ${texts.length} edited texts, ${missed.length} that the loader rejects pass here.`);
  expect(found.filter(each => each.ours !== undefined)).toEqual([]);
});

it('agrees with the recorded verdicts about real files', context => {
  const file = join(realFiles, 'verdicts.json');
  if (!existsSync(file)) {
    context.skip(`${file} is not here: the examples alone have been compared.`);
    return;
  }
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, unknown[] | string>
  >;
  const different = Object.entries(recorded).flatMap(([name, versions]) => {
    const text = readFileSync(join(realFiles, name), 'utf8');
    return Object.entries(versions).flatMap(([version, errors]) => {
      const mine = ours(text, version);
      return (errors === 'ok') === (mine === undefined) ? [] : [{ name, version, errors, mine }];
    });
  });
  expect(different).toEqual([]);
});
