/** `npm run oracle -- --grammar`: texts over YAML's grammar, read by us and by both scanners of PyYAML. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Judge } from './judge';
import { grouped, measure, type Group, type Measured } from './measure';
import { inKind, type Compared } from './verdict';

export interface GrammarRun {
  readonly root: string;
  readonly count: number;
  readonly seed: number;
}

/** Prints the figures and the failures by kind, and writes all failing texts below `out/`. False where there is one. */
export async function runGrammar({ root, count, seed }: GrammarRun): Promise<boolean> {
  using judge = new Judge();
  const started = Date.now();
  const measured = await measure({ count, seed }, judge);
  printFigures(measured, (Date.now() - started) / 1000);
  if (measured.failed.length === 0 && measured.apart.length === 0) return true;
  const groups = await grouped(measured.failed, judge);
  for (const group of groups) printGroup(group);
  const apart = await grouped(measured.apart.slice(0, 200), judge, 1);
  if (apart.length > 0) console.log('\nThe loaders differ, and we do not read as OmegaConf 2.4 does:');
  for (const group of apart.slice(0, 12)) printGroup(group);
  printFar(measured.far);
  const folder = join(root, 'out', 'oracle');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'grammar.json');
  writeFileSync(
    file,
    `${JSON.stringify({ groups, failed: measured.failed, apart: measured.apart, far: measured.far }, undefined, 1)}\n`,
  );
  console.log(`\nThe texts: ${file}`);
  return measured.failed.length === 0;
}

function printFigures(measured: Measured, seconds: number): void {
  const { texts, bothAccept, bothRefuse, verdicts, agreesWithNewer, near } = measured;
  const share = (part: number, whole: number): string =>
    `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;
  console.log(`${texts} texts in ${seconds.toFixed(1)} s`);
  console.log(`both loaders refuse  ${bothRefuse}, of which we pass ${verdicts.missed}`);
  console.log(
    `both loaders accept  ${bothAccept}, of which we refuse ${verdicts['false alarm']} and read ${verdicts['other value']} otherwise`,
  );
  console.log(
    `the loaders differ   ${verdicts['loaders differ']}, of which we read ${agreesWithNewer} as OmegaConf 2.4 does`,
  );
  console.log(`our reader crashes   ${verdicts.crashed}`);
  console.log(
    `line of the problem  within one line of libyaml's in ${share(near.texts, near.of)} of ${near.of}`,
  );
}

function printGroup({ verdict, kind, count, examples }: Group): void {
  console.log(`\n${String(count).padStart(6)}  ${verdict}: ${kind}`);
  for (const { text, loader, ours } of examples) {
    const theirs = loader.error ?? JSON.stringify(loader.value);
    console.log(
      `        ${JSON.stringify(text)}\n            loader: ${theirs.slice(0, 150)}\n            ours:   ${ours ?? (verdict === 'crashed' ? kind : 'nothing')}`,
    );
  }
}

/** What we say first of texts that all refuse, where it stands elsewhere than libyaml says. */
function printFar(far: readonly Compared[]): void {
  const counts = new Map<string, Compared[]>();
  for (const each of far) {
    const kind = inKind(each.ours ?? '');
    counts.set(kind, [...(counts.get(kind) ?? []), each]);
  }
  console.log('\nOur first finding stands elsewhere than the problem of libyaml, by what we say:');
  for (const [kind, all] of [...counts]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, 12)) {
    const shortest = [...all].sort((one, other) => one.text.length - other.text.length)[0];
    console.log(
      `${String(all.length).padStart(6)}  ${kind}\n        ${JSON.stringify(shortest?.text)}: ${shortest?.loader.error ?? ''}`,
    );
  }
}
