/**
 * A text may be as long as a file, so no regular expression may take four times the time for twice the text. The lint
 * rules `regexp/no-super-linear-*` find what is so by its form; this finds what begins anywhere and goes on to the end,
 * such as an opening sign with anything but the closing one behind it.
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

/** Milliseconds of the fastest of some runs, one where that is enough to tell that it is quick. */
function time(expression: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4; run += 1) {
    const start = performance.now();
    expression.lastIndex = 0;
    expression.test(text);
    best = Math.min(best, performance.now() - start);
    if (best < 1) break;
  }
  return best;
}

function attackOn(expression: RegExp): string | undefined {
  for (const part of repeated)
    for (const first of before)
      for (const last of behind) {
        const text = (length: number) => first + part.repeat(length / part.length) + last;
        const short = time(expression, text(3000));
        // Four times the length takes four times the time, and sixteen times where it is quadratic.
        if (short >= 1 && time(expression, text(12_000)) > 9 * short)
          return JSON.stringify([first, part, last]);
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
