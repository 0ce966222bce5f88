/** `npm run oracle`: how often we agree with the loaders of twinkle-kit, and where we do not, by kind. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runGrammar } from './grammar/main';
import { compared, inWords, kindOfError, type Comparison } from './compare';
import { mutants, sources, type MutantKind } from './sources';
import { comparedValues } from './values';
import { loaderAnswers, loaderVersions, type Answer, type LoaderVersion } from './verdicts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    version: { type: 'string' },
    kind: { type: 'string' },
    grammar: { type: 'boolean', default: false },
  },
});
const root = process.env['ORACLE_ROOT'] ?? process.cwd();
const count = Number(values.count);
const seed = Number(values.seed);
const versions = loaderVersions.filter(each => values.version === undefined || each === values.version);
const kinds = (['structural', 'textual'] as const).filter(
  each => values.kind === undefined || each === values.kind,
);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed) || versions.length === 0) {
  console.error(
    `Usage: npm run oracle -- --count N --seed S [--version ${loaderVersions.join('|')}] [--kind structural|textual]
       npm run oracle -- --grammar --count N --seed S`,
  );
  process.exit(2);
}
if (values.grammar) process.exit((await runGrammar({ root, count, seed })) ? 0 : 1);

const from = sources(root);
console.log(`${count} mutants of each kind from ${new Set(from).size} files, seed ${seed}.\n`);
console.log('version  mutants     accepted  agreed    missed   false rejections  first field');
const state = { failed: false };
const notes: string[] = [];
const examples: Comparison[] = [];
const otherValues: object[] = [];
for (const kind of kinds) {
  const texts = mutants(kind, from, count, seed);
  const answers = await loaderAnswers(texts, { versions });
  const all = answers.map((answer, index) => compared(texts[index] ?? '', answer, versions));
  for (const [index, version] of versions.entries())
    report(
      kind,
      version,
      all.flatMap(each => each[index] ?? []),
    );
  reportValues(kind, texts, answers);
}
for (const note of notes) console.log(note);
if (examples.length + otherValues.length > 0) {
  const file = join(root, 'out', 'oracle', 'disagreements.json');
  mkdirSync(join(root, 'out', 'oracle'), { recursive: true });
  const rows = examples.map(({ text, outcome, loader, ours }) => ({
    outcome,
    loader,
    first: ours.first && inWords(ours.first),
    ours: ours.errors.slice(0, 6).map(inWords),
    text,
  }));
  writeFileSync(file, `${JSON.stringify([...rows, ...otherValues], undefined, 1)}\n`);
  console.log(`\nThe texts: ${file}`);
}
process.exit(state.failed ? 1 : 0);

/** The values of all that OmegaConf reads, whatever twinkle-kit says of them afterwards. */
function reportValues(kind: MutantKind, texts: readonly string[], answers: readonly Answer[]): void {
  const seen = { read: 0, open: 0 };
  const different: string[] = [];
  for (const [index, { value }] of answers.entries()) {
    const text = texts[index] ?? '';
    if (value === undefined) continue;
    seen.read += 1;
    const { difference, open } = comparedValues(text, value);
    if (open > 0) seen.open += 1;
    if (difference === undefined) continue;
    different.push(
      `  ${difference.at}: ${difference.ours}, but the loader has ${difference.loader.slice(0, 200)}`,
    );
    otherValues.push({ ...difference, text });
  }
  state.failed ||= different.length > 0;
  console.log(
    `values   ${kind.padEnd(11)} of ${seen.read} texts that OmegaConf reads ${different.length} differ; ${seen.open} hold a value that we leave open`,
  );
  if (different.length > 0) notes.push(`\n${kind}, other values:`, ...different.slice(0, 25));
}

function report(kind: MutantKind, version: LoaderVersion, results: readonly Comparison[]): void {
  const of = (outcome: Comparison['outcome']): Comparison[] =>
    results.filter(result => result.outcome === outcome);
  const [missed, rejected] = [of('missed'), of('false rejection')];
  const accepted = results.filter(({ loader }) => loader === undefined).length;
  const named = results.filter(({ sameField }) => sameField !== undefined);
  const otherField = named.filter(({ sameField }) => sameField === false);
  const share = (part: number, whole: number): string =>
    `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;
  const columns = [
    version.padEnd(8),
    kind.padEnd(11),
    String(accepted).padEnd(9),
    share(results.length - missed.length - rejected.length, results.length).padEnd(9),
    `${missed.length} (${share(missed.length, results.length)})`.padEnd(8),
    String(rejected.length).padEnd(17),
    share(named.length - otherField.length, named.length),
  ];
  console.log(columns.join(' '));
  state.failed ||=
    rejected.length > 0 || (kind === 'structural' ? missed.length > 0 : missed.length > count / 200);
  state.failed ||= otherField.length > named.length / 100;
  tally(`${version} ${kind}, missed`, missed, ({ loader }) => (loader ? kindOfError(loader) : ''));
  tally(`${version} ${kind}, rejected though accepted`, rejected, ({ ours }) => ours.first?.code ?? '');
  tally(`${version} ${kind}, another field`, otherField, ({ loader }) => (loader ? kindOfError(loader) : ''));
  examples.push(...missed, ...rejected, ...otherField.slice(0, 200));
}

function tally(title: string, rows: readonly Comparison[], kindOf: (row: Comparison) => string): void {
  if (rows.length === 0) return;
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(kindOf(row), (counts.get(kindOf(row)) ?? 0) + 1);
  notes.push(`\n${title}:`);
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  for (const [kind, number] of sorted.slice(0, 25)) notes.push(`  ${String(number).padStart(5)}  ${kind}`);
}
