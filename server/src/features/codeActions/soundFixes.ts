/** The fixes of a finding that may be offered. */
import type { Finding, Fix } from '../../document/tree/finding';
import { Trial } from '../../document/edits/trial';
import type { Analysis } from '../../analysis/analysis';
import { fixesOf } from './fixesOf';

/**
 * Gives the fixes of a finding without those that would break a text which the loader reads: what stands around the
 * place may be nothing that a fix thinks of, such as a text over many lines in the place of a key. Of a text that is
 * broken already its meaning is unknown, so all are given.
 *
 * @param trial of the document; one for all that somebody waits for at once
 */
export function soundFixes(
  { document }: Pick<Analysis, 'document'>,
  trial = new Trial(document),
): (finding: Finding) => readonly Fix[] {
  if (document.problems.length > 0) return fixesOf;
  return finding => fixesOf(finding).filter(({ edits }) => trial.isSoundAfter(edits) !== false);
}
