/** Makes all certain fixes of a text. */
import { createTwoFilesPatch } from 'diff';
import { applyEdits } from '../../document/edits/applyEdits';
import { ofProgram } from '../../document/edits/trial';
import type { Analysis } from '../../analysis/analysis';
import { fixAll } from '../../features/codeActions/fixAll';
import type { InputFile } from '../files/checkFiles';
import { withItsLineBreaks } from '../files/writeText';

/**
 * The text after all certain fixes.
 *
 * @param text all of it, of which the analysis may have the beginning
 */
export function fixText(text: string, analysis: Analysis): string {
  const edits = fixAll(analysis, ofProgram);
  return edits.length === 0 ? text : withItsLineBreaks(text, applyEdits(text, edits));
}

/** A unified diff that `git apply` and `patch -p1` take; empty where nothing changed. */
export function patchOf({ path, text: before, hasMark }: InputFile, after: string): string {
  if (before === after) return '';
  const mark = hasMark ? '\ufeff' : '';
  const name = path.replaceAll('\\', '/').replace(/^\.\//, '');
  const patch = createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    mark + before,
    mark + after,
    undefined,
    undefined,
    {
      context: 3,
    },
  );
  return patch.replace(/^=+\n/, '');
}
