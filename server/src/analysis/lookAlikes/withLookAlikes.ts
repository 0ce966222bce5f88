/**
 * Findings that come of characters which look like YAML's own: a full-width colon, a no-break space. One finding that
 * names the character takes the place of them. It is proved: with plain characters in these places, what was found is
 * gone. Chinese in values and comments is never named, since nothing is found there.
 */
import type { Finding, TextEdit } from '../../document/tree/finding';
import { lineAt } from '../../document/tree/positions';
import type { ParsedDocument } from '../../document/tree/tree';
import { causesByLine, isOfText } from './causes';
import { holdsLookAlike } from './characters';
import { lookAlikeFinding } from './finding';
import { patience, provedEdits, type FindIn } from './proof';

/** @param findIn of the same version, and with the same facts */
export function withLookAlikes(
  document: ParsedDocument,
  findings: readonly Finding[],
  findIn: FindIn,
): readonly Finding[] {
  const { text } = document;
  if (text.length > patience.atOnce || !findings.some(isOfText) || !holdsLookAlike(text)) return findings;
  const causes = causesByLine(document, findings.filter(isOfText));
  const found = provedEdits(document, causes, findIn);
  if (found === undefined) return findings;
  const kept = findings.filter(finding => {
    const line = lineAt(document, finding.span.start);
    return !isOfText(finding) || (!found.edits.has(line) && found.left.has(`${line} ${finding.code}`));
  });
  const named = runsOf(found.edits).flatMap(({ line, edits }) => {
    const cause = causes.get(line)?.[0];
    return cause === undefined ? [] : [lookAlikeFinding(text, cause, edits)];
  });
  return [...kept, ...named];
}

interface Run {
  /** The first of its lines. */
  readonly line: number;
  readonly edits: readonly TextEdit[];
}

/** Lines that follow one another are one: half of them indented anew would be another file. */
function runsOf(edits: ReadonlyMap<number, readonly TextEdit[]>): Run[] {
  const runs: { line: number; last: number; edits: readonly TextEdit[] }[] = [];
  for (const [line, own] of [...edits].sort(([one], [other]) => one - other)) {
    const run = runs.at(-1);
    if (run?.last === line - 1) {
      run.last = line;
      run.edits = [...run.edits, ...own];
    } else runs.push({ line, last: line, edits: own });
  }
  return runs;
}
