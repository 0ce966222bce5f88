/** What the editor finds in a configuration, for the preflight of a launch. */
import type * as vscode from 'vscode';
import type { Findings } from '../../core/launch/view';
import type { TwinkleLanguageClient } from './client';

/** Undefined where the language server cannot tell. */
export async function findingsOf(
  client: Pick<TwinkleLanguageClient, 'check'>,
  uri: vscode.Uri,
): Promise<Findings | undefined> {
  const checked = await client.check(uri);
  if (checked === null) return undefined;
  const of = (severity: string) => checked.findings.filter(each => each.severity === severity);
  const errors = of('error').map(({ message, range }) => ({ line: range.start.line + 1, message }));
  return { errors: errors.toSorted((a, b) => a.line - b.line), warnings: of('warning').length };
}
