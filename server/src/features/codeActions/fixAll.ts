/** All certain fixes of a file, with those for which the others make room. */
import { EditedText } from '../../document/edits/editedText';
import type { TextEdit } from '../../document/tree/finding';
import { atTheKeyboard, Trial, type Patience } from '../../document/edits/trial';
import type { Analysis } from '../../analysis/analysis';
import { certainEdits } from './certainEdits';

/** Of a file of today two are enough, and of one with builders of old three. */
const mostRounds = 10;

/**
 * Edits after which there is nothing left that is certain: one fix may show what the next one is for, such as a kind of
 * application that becomes known. Fixes that bring each other back end after some rounds, and what is too long to be
 * checked again ends after one.
 */
export function fixAll(analysis: Analysis, patience: Patience = atTheKeyboard): readonly TextEdit[] {
  const edited = new EditedText(analysis.document.text);
  const seen = new Set<string>();
  let current = analysis;
  let checked = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const { text } = current.document;
    const edits = certainEdits(current, () => true, new Trial(current.document, patience));
    if (edits.length === 0 || seen.has(text)) break;
    seen.add(text);
    edited.edit(edits);
    checked += text.length;
    if (checked > patience.inAll || isCut(current)) break;
    current = analysis.again(edited.text);
  }
  return edited.edits;
}

/** The beginning of a text that is too long is no text to go on with. */
function isCut({ document: { problems } }: Analysis): boolean {
  return problems.some(({ code }) => code === 'yaml-size');
}
