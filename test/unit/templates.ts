/** Finds the templates of texts in TypeScript sources: the first argument of `text(…)` and of `vscode.l10n.t(…)`. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Template {
  readonly template: string;
  /** `file:line`, for the message of a failing test. */
  readonly place: string;
  /** It is one of the forms that `counted(…)` chooses from. */
  readonly counted: 'one' | 'other' | undefined;
}

export interface Templates {
  readonly found: readonly Template[];
  /** Places where the first argument is not a literal, so that nobody can translate it. */
  readonly notLiteral: readonly string[];
}

/** Turns texts into words, and so has none of its own. */
const renderer = 'client/src/ui/messages/l10n.ts';

/** Reads every source below `folder` that is not a test. @param root folder that places are relative to. */
export function templatesBelow(root: string, folder: string): Templates {
  const found: Template[] = [];
  const notLiteral: string[] = [];
  for (const file of globSync(`${folder}/**/*.ts`, { cwd: root }).sort()) {
    if (file.endsWith('.test.ts') || file === renderer) continue;
    const source = ts.createSourceFile(
      file,
      readFileSync(join(root, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isTextCall(node.expression)) {
        const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
        const first = node.arguments[0];
        if (first !== undefined && ts.isStringLiteralLike(first))
          found.push({ template: first.text, place, counted: formOf(node) });
        else notLiteral.push(place);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { found, notLiteral };
}

function isTextCall(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return called.text === 'text';
  return called.getText() === 'vscode.l10n.t';
}

/** The second argument of `counted(…)` is for one, the third for every other number. */
function formOf(call: ts.CallExpression): Template['counted'] {
  for (let node: ts.Node = call; !ts.isStatement(node); node = node.parent) {
    const { parent } = node;
    if (!ts.isCallExpression(parent) || !ts.isIdentifier(parent.expression)) continue;
    if (parent.expression.text !== 'counted') continue;
    if (node === parent.arguments[1]) return 'one';
    if (node === parent.arguments[2]) return 'other';
  }
  return undefined;
}
