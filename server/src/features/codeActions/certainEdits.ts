/** The edits of all fixes that are certain. */
import type { Finding, TextEdit } from '../../document/tree/finding';
import { Trial } from '../../document/edits/trial';
import type { Analysis } from '../../analysis/analysis';
import { fixesOf } from './fixesOf';

/**
 * Edits of the preferred fixes that are found now; `fixAll.ts` goes on with what they show. Two fixes may want the same
 * place; the first takes it. Those that would break a text which the loader reads are left out.
 *
 * @param isWanted which findings are fixed
 * @param trial of the document; one for all that somebody waits for at once
 */
export function certainEdits(
  { document, findings }: Pick<Analysis, 'document' | 'findings'>,
  isWanted: (code: string) => boolean = () => true,
  trial = new Trial(document),
): readonly TextEdit[] {
  const wanted = findings.filter(({ code }) => isWanted(code));
  const all = together(wanted, () => true);
  if (all.length === 0 || document.problems.length > 0) return all;
  const { isFresh } = trial;
  const isSound = trial.isSoundAfter(all);
  // What is too long to be tried is given untried; what would have been tried, had others not used up the time, is not.
  if (isSound === undefined) return isFresh ? all : [];
  return isSound ? all : together(wanted, edits => trial.isSoundAfter(edits) === true);
}

/** @param mayStand whether the edits so far are still good with those of one more fix */
function together(
  findings: readonly Finding[],
  mayStand: (edits: readonly TextEdit[]) => boolean,
): readonly TextEdit[] {
  let edits: readonly TextEdit[] = [];
  for (const finding of findings) {
    const certain = fixesOf(finding).find(fix => fix.preferred);
    if (certain?.edits.every(edit => edits.every(other => !overlaps(edit, other))) !== true) continue;
    const more = [...edits, ...certain.edits];
    if (mayStand(more)) edits = more;
  }
  return edits;
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
