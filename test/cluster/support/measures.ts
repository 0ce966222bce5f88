/** Figures of the tests that a report takes up: `out/measures/<name>.json`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const folder = new URL('../../../out/measures/', import.meta.url);

/** Writes the figures, which have their unit in their name, and prints them. */
export function writeMeasures(name: string, figures: Readonly<Record<string, number>>): void {
  mkdirSync(folder, { recursive: true });
  const measured = { cores: cpus().length, ...figures };
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(measured, undefined, 2)}\n`);
  console.log(`${name}: ${JSON.stringify(measured)}`);
}

/** Seconds that the action takes, to a tenth. */
export async function seconds(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return Math.round((performance.now() - start) / 100) / 10;
}
