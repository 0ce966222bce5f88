/**
 * A text may be as long as a file, so no regular expression may take four times the time for twice the text. The lint
 * rules `regexp/no-super-linear-*` find what is so by its form; this finds what begins anywhere and goes on to the end,
 * such as an opening sign with anything but the closing one behind it. Time is that of the CPU, and the least of
 * several runs, since others use the machine as well.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = globSync('{server,client}/src/**/*.ts', { cwd: root }).filter(
  file => !file.endsWith('.test.ts'),
);

/** What is repeated, and what may stand before and behind it: what the expressions themselves look for. */
const repeated =
  ' |\t|\n|\r|\r\n| \n|${|${a|"|\'|#| #|a|A|1|-|[|{|]|}|&a |- |,|\\|/|://|@|.|<|>|:|: |*a |? |!|_|a: |a:\n|a.|=|(|a,|`|a b|\ufeff|>1 |>1 #|applications'
    .split('|')
    .concat('|', '|1 ', '|1 #');
const before = ['', 'a', '"', '|1'];
const behind = ['', '\u0001', '\n!', '}', '\r!'];

function expressionsOf(file: string): Map<string, RegExp> {
  const found = new Map<string, RegExp>();
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const flags = node.text.slice(end + 1);
      found.set(node.text, new RegExp(node.text.slice(1, end), /[gy]/.test(flags) ? flags : `${flags}g`));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

/**
 * Expressions that modules build of parts while they are loaded; that is all but a few in functions, which are anchored.
 * A class that takes the place of RegExp meanwhile writes them down.
 */
async function builtExpressions(): Promise<Map<string, RegExp>> {
  const found = new Map<string, RegExp>();
  const original = globalThis.RegExp;
  class Recorded extends original {
    constructor(pattern: string | RegExp, flags = '') {
      super(pattern, flags);
      found.set(`${this.source}/${flags}`, new original(pattern, /[gy]/.test(flags) ? flags : `${flags}g`));
    }
  }
  const building = files.filter(file => readFileSync(join(root, file), 'utf8').includes('new RegExp('));
  globalThis.RegExp = Recorded as RegExpConstructor;
  try {
    for (const file of building) await import(join(root, file));
  } finally {
    globalThis.RegExp = original;
  }
  return found;
}

function run(expression: RegExp, text: string): void {
  expression.lastIndex = 0;
  expression.test(text);
}

/** Milliseconds on the clock of the fastest of some runs, which are no fewer than those of the CPU. */
function quickest(expression: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let count = 0; count < 4 && best >= 1; count += 1) {
    const start = performance.now();
    run(expression, text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Milliseconds of the CPU for one run, of the best of some series: its clock is too coarse for a single run. */
function cpuTime(expression: RegExp, text: string, runs: number): number {
  const series = Array.from({ length: 3 }, () => {
    const start = process.threadCpuUsage();
    for (let count = 0; count < runs; count += 1) run(expression, text);
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000 / runs;
  });
  return Math.min(...series);
}

/** Four times the length takes four times the time, and sixteen times where it is quadratic. */
function isSlow(expression: RegExp, text: (length: number) => string): boolean {
  if (quickest(expression, text(3000)) < 1) return false;
  return cpuTime(expression, text(12_000), 4) > 9 * cpuTime(expression, text(3000), 40);
}

function attackOn(expression: RegExp): string | undefined {
  for (const part of repeated)
    for (const first of before)
      for (const last of behind) {
        const text = (length: number) => first + part.repeat(length / part.length) + last;
        if (isSlow(expression, text)) return JSON.stringify([first, part, last]);
      }
  return undefined;
}

it('finds an expression that is quadratic', () => {
  expect(attackOn(/\$\{[^}]*\d/g)).toBeDefined();
  expect(attackOn(/[|>][1-9](?:[ \t]+#.*|[ \t]*)\r?\n?$/g)).toBeDefined();
  expect(attackOn(/\$\{[^}$]*\d/g)).toBeUndefined();
});

it('finds none in server/ and client/', () => {
  const slow = files.flatMap(file =>
    Array.from(expressionsOf(file), ([text, expression]) => {
      const attack = attackOn(expression);
      return attack === undefined ? [] : [`${file}: ${text} takes ${attack}`];
    }).flat(),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(slow).toEqual([]);
}, 120_000);

it('finds none among those that are built of parts', async () => {
  const built = await builtExpressions();
  expect(built.size).toBeGreaterThan(10);
  const slow = [...built].flatMap(([name, expression]) => {
    const attack = attackOn(expression);
    return attack === undefined ? [] : [`${name} takes ${attack}`];
  });
  expect(slow).toEqual([]);
}, 120_000);
