/**
 * Findings that come of characters which look like YAML's own: a full-width colon, a no-break space. One finding that
 * names the character takes the place of them. It is proved: with plain characters in these places, what was found is
 * gone. Chinese in values and comments is never named, since nothing is found there.
 */
import { applyEdits } from '../../document/applyEdits';
import type { Finding, TextEdit } from '../../document/finding';
import { lineAt, lineEnd, lineStartsOf } from '../../document/positions';
import type { ParsedDocument } from '../../document/tree';
import { holdsLookAlike } from './characters';
import { lookAlikeFinding } from './finding';
import { manners, replacements } from './replacements';

/** What reader and schema find in a text. */
export type FindIn = (text: string) => readonly Finding[];

/** Characters of the longest text that is read again; somebody waits. */
const longest = 50_000;

/** How often it is read again at most, to know which characters have no part in an error. */
const mostReadings = 12;

const ofSchema = new Set(['unknown-key', 'wrong-type', 'wrong-value', 'out-of-range', 'missing-field']);

const isOfText = ({ code, severity }: Finding): boolean =>
  severity === 'error' && (code.startsWith('yaml-') || ofSchema.has(code));

/** @param findIn of the same version, and with the same facts */
export function withLookAlikes(
  document: ParsedDocument,
  findings: readonly Finding[],
  findIn: FindIn,
): readonly Finding[] {
  const { text } = document;
  if (text.length > longest || !findings.some(isOfText) || !holdsLookAlike(text)) return findings;
  const causes = causesByLine(document, findings.filter(isOfText));
  const unread = new Set(document.problems.map(({ span }) => lineAt(document, span.start)));
  const found = provedEdits(document, causes, unread, findIn);
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

type Causes = ReadonlyMap<number, readonly Finding[]>;

/** Lines of one finding that are looked at. */
const mostLines = 50;

/**
 * Findings by the lines whose characters may be the reason: those that they are about, and those beside them where the
 * reader lost its way.
 */
function causesByLine(document: ParsedDocument, findings: readonly Finding[]): Causes {
  const causes = new Map<number, Finding[]>();
  for (const finding of findings) {
    const beside = finding.code.startsWith('yaml-') ? 1 : 0;
    const first = Math.max(0, lineAt(document, finding.span.start) - beside);
    const last = Math.min(
      first + mostLines,
      lineAt(document, finding.span.end) + beside,
      document.lineStarts.length - 1,
    );
    for (let line = first; line <= last; line += 1)
      if (holdsLookAlike(lineOf(document, line))) causes.set(line, [...(causes.get(line) ?? []), finding]);
  }
  return causes;
}

function lineOf(document: ParsedDocument, line: number): string {
  return document.text.slice(document.lineStarts[line] ?? 0, lineEnd(document, line));
}

interface Proved {
  readonly edits: ReadonlyMap<number, readonly TextEdit[]>;
  /** Line and code of what is found after them. */
  readonly left: ReadonlySet<string>;
}

/** @param unread lines of which the reader finds something already */
function provedEdits(
  document: ParsedDocument,
  causes: Causes,
  unread: ReadonlySet<number>,
  findIn: FindIn,
): Proved | undefined {
  const proved = new Map<number, readonly TextEdit[]>();
  const tried = new Set<string>();
  let readings = 0;
  const after = (edits: Iterable<readonly TextEdit[]>): Located[] => {
    const text = applyEdits(document.text, [...edits].flat());
    const lineStarts = lineStartsOf(text);
    readings += 1;
    return findIn(text)
      .filter(isOfText)
      .map(finding => ({ finding, line: lineAt({ lineStarts }, finding.span.start) }));
  };
  for (const manner of manners) {
    const trial = new Map<number, readonly TextEdit[]>();
    for (const line of causes.keys()) {
      const edits = replacements(lineOf(document, line), document.lineStarts[line] ?? 0, manner);
      // Of a line that nothing begins on, what stands in values is none of its business.
      const isOwn = causes.get(line)?.some(({ span }) => lineAt(document, span.start) === line) === true;
      if (!proved.has(line) && edits.length > 0 && (isOwn || !manner.all)) trial.set(line, edits);
    }
    const name = JSON.stringify([...trial]);
    if (trial.size === 0 || tried.has(name)) continue;
    tried.add(name);
    const left = after([...proved.values(), ...trial.values()]);
    for (const [line, edits] of trial) {
      const suspect = { document, unread, line, causes: causes.get(line) ?? [] };
      if (!isGone(suspect, left)) continue;
      proved.set(line, edits);
      if (!manner.all) continue;
      // In a value such characters may be meant: those that the error does without stay.
      for (const group of neighbors(edits)) {
        if (readings >= mostReadings) return undefined;
        const fewer = (proved.get(line) ?? []).filter(edit => !group.includes(edit));
        const others = [...proved].filter(([each]) => each !== line).map(([, each]) => each);
        if (fewer.length > 0 && isGone(suspect, after([...others, fewer]))) proved.set(line, fewer);
      }
    }
  }
  if (proved.size === 0) return undefined;
  const left = after(proved.values());
  const isRead = left.every(({ finding, line }) => unread.has(line) || !finding.code.startsWith('yaml-'));
  const isProved = [...proved.keys()].every(line =>
    isGone({ document, unread, line, causes: causes.get(line) ?? [] }, left),
  );
  if (!isRead || !isProved) return undefined;
  return { edits: proved, left: new Set(left.map(({ finding, line }) => `${line} ${finding.code}`)) };
}

/** Edits of characters that follow one another. */
function neighbors(edits: readonly TextEdit[]): TextEdit[][] {
  const groups: TextEdit[][] = [];
  for (const edit of edits) {
    const group = groups.at(-1);
    if (group?.at(-1)?.span.end === edit.span.start) group.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

interface Located {
  readonly finding: Finding;
  readonly line: number;
}

interface Suspect {
  readonly document: ParsedDocument;
  readonly unread: ReadonlySet<number>;
  readonly line: number;
  readonly causes: readonly Finding[];
}

/** True where a line is read now; what is found in it then lies deeper, such as a key that is mistyped too. */
function isGone({ document, unread, line, causes }: Suspect, left: readonly Located[]): boolean {
  const lines = new Set([line, ...causes.map(({ span }) => lineAt(document, span.start))]);
  const depth = Math.max(...causes.map(({ path }) => path.length));
  return left.every(({ finding, line: at }) => {
    const isOfReader = finding.code.startsWith('yaml-');
    if (lines.has(at)) return !isOfReader && finding.path.length > depth;
    return !isOfReader || unread.has(at) || Math.abs(at - line) > 1;
  });
}
