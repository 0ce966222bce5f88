/** The codes that findings may have, read from the sources: those of rules, of the reader and of the schema. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { rules } from '../../server/src/rules/registry';

const sources = join(import.meta.dirname, '../../server/src');

/** Each code once. A code must be a literal: in a call of `finding` or `problem`, of
 * the reader's `add` or `fault`, or as a value named `code`. */
export function allCodes(): string[] {
  const codes = new Set(rules.map(rule => rule.id));
  for (const file of globSync('**/*.ts', { cwd: sources })) {
    if (file.endsWith('.test.ts')) continue;
    const tree = ts.createSourceFile(file, readFileSync(join(sources, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      for (const literal of codesIn(node).flatMap(literalsOf)) if (/^[a-z]+(?:-[a-z0-9]+)+$/.test(literal)) codes.add(literal);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return [...codes];
}

/** The expressions that may give a code. */
function codesIn(node: ts.Node): readonly ts.Expression[] {
  if (ts.isCallExpression(node)) {
    const { expression, arguments: given } = node;
    if (ts.isIdentifier(expression)) return /^(?:finding|problem)$/.test(expression.text) ? given.slice(0, 1) : [];
    const isReader = ts.isPropertyAccessExpression(expression) && /^(?:add|fault)$/.test(expression.name.text);
    return isReader ? given.filter(argument => literalsOf(argument).some(each => each.startsWith('yaml-'))) : [];
  }
  const isNamed = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node);
  return isNamed && node.name.getText() === 'code' && node.initializer !== undefined ? [node.initializer] : [];
}

function literalsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  return ts.isConditionalExpression(expression)
    ? [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)]
    : [];
}
