/** Mends what is certain in a text. */
import { createTwoFilesPatch } from 'diff';
import { applyEdits } from '../document/applyEdits';
import { ofProgram, Trial } from '../document/trial';
import type { Analysis } from '../features/analysis';
import { certainEdits } from '../features/certainEdits';
import type { InputFile } from './checkFiles';
import { withItsLineBreaks } from './writeText';

/** One fix may make room for another one; those that bring each other back end here. */
const mostRounds = 10;

export interface Mended {
  readonly text: string;
  /** Of the mended text. */
  readonly analysis: Analysis;
}

/** The text after all certain fixes. */
export async function mend(text: string, analyze: (text: string) => Promise<Analysis>): Promise<Mended> {
  let mended: Mended = { text, analysis: await analyze(text) };
  for (let round = 0; round < mostRounds; round += 1) {
    const { analysis } = mended;
    const edits = certainEdits(analysis, () => true, new Trial(analysis.document, ofProgram));
    if (edits.length === 0) break;
    const next = withItsLineBreaks(text, applyEdits(mended.text, edits));
    mended = { text: next, analysis: await analyze(next) };
  }
  return mended;
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
