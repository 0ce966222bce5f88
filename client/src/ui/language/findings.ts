/** What the editor finds in a configuration, counted for the preflight of a launch. */
import type * as vscode from 'vscode';
import type { FindingCounts } from '../../app/launch/session';
import type { TwinkleLanguageClient } from './client';

/** Undefined where the language server cannot tell. */
export async function countFindings(
  client: TwinkleLanguageClient,
  uri: vscode.Uri,
): Promise<FindingCounts | undefined> {
  const checked = await client.check(uri);
  if (checked === null) return undefined;
  const count = (severity: string) => checked.findings.filter(each => each.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}
