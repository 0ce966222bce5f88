/**
 * Which characters are the reason of what is found: with plain ones in their place it is gone. Each proof takes a reading
 * of the whole text, so all of them have a bound together.
 */
import { applyEdits } from '../../document/edits/applyEdits';
import type { Finding, TextEdit } from '../../document/tree/finding';
import { lineAt, lineStartsOf } from '../../document/tree/positions';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Patience } from '../../document/edits/trial';
import { isOfText, lineOf, type Causes } from './causes';
import { manners, replacements, type Manner } from './replacements';

/** What reader and schema find in a text. */
export type FindIn = (text: string) => readonly Finding[];

/** At each key press while an error stands: about 40 ms, and 10. */
export const patience: Patience = { inAll: 200_000, atOnce: 50_000 };

type EditsByLine = ReadonlyMap<number, readonly TextEdit[]>;

export interface Proved {
  readonly edits: EditsByLine;
  /** Line and code of what is found after them. */
  readonly left: ReadonlySet<string>;
}

/** Undefined where nothing is proved, also because it would take too long. */
export function provedEdits(document: ParsedDocument, causes: Causes, findIn: FindIn): Proved | undefined {
  const proof = new Proof(document, causes, findIn);
  return manners.every(manner => proof.goOn(manner)) ? proof.end() : undefined;
}

class Proof {
  readonly #document: ParsedDocument;
  readonly #causes: Causes;
  readonly #findIn: FindIn;
  /** Lines of which the reader finds something already. */
  readonly #unread: ReadonlySet<number>;
  readonly #proved = new Map<number, readonly TextEdit[]>();
  /** What was found in texts that were read. */
  readonly #known = new Map<string, readonly Located[]>();
  #characters = 0;

  constructor(document: ParsedDocument, causes: Causes, findIn: FindIn) {
    this.#document = document;
    this.#causes = causes;
    this.#findIn = findIn;
    this.#unread = new Set(document.problems.map(({ span }) => lineAt(document, span.start)));
  }

  /** Looks for what is proved by one more manner of reading. False where that would take too long. */
  goOn(manner: Manner): boolean {
    const before = this.#proved.size === 0 ? [] : this.#after([...this.#proved.values()]);
    if (before === undefined) return false;
    const trial = this.#trial(manner, before);
    if (trial.size === 0) return true;
    const left = this.#after([...this.#proved.values(), ...trial.values()]);
    if (left === undefined) return false;
    for (const [line, edits] of trial) {
      if (!isGone(this.#suspect(line), left)) continue;
      this.#proved.set(line, edits);
      // In a value such characters may be meant: those that the error does without stay.
      if (manner.all && !this.#leaveOut(line, edits)) return false;
    }
    return true;
  }

  /** All that is proved, where it holds together as well. */
  end(): Proved | undefined {
    if (this.#proved.size === 0) return undefined;
    const left = this.#after([...this.#proved.values()]);
    if (left === undefined) return undefined;
    const isRead = left.every(
      ({ finding, line }) => this.#unread.has(line) || !finding.code.startsWith('yaml-'),
    );
    if (!isRead || ![...this.#proved.keys()].every(line => isGone(this.#suspect(line), left)))
      return undefined;
    return {
      edits: this.#proved,
      left: new Set(left.map(({ finding, line }) => `${line} ${finding.code}`)),
    };
  }

  /**
   * Edits of the lines that nothing is proved of, and that are not read without them already.
   *
   * @param before what is found after the edits that are proved
   */
  #trial(manner: Manner, before: readonly Located[]): EditsByLine {
    const trial = new Map<number, readonly TextEdit[]>();
    for (const [line, causes] of this.#causes) {
      // Of a line that nothing begins on, what stands in values is none of its business.
      const isOwn = causes.some(({ span }) => lineAt(this.#document, span.start) === line);
      if (this.#proved.has(line) || (manner.all && !isOwn)) continue;
      if (this.#proved.size > 0 && isGone(this.#suspect(line), before)) continue;
      const edits = replacements(lineOf(this.#document, line), this.#document.lineStarts[line] ?? 0, manner);
      if (edits.length > 0) trial.set(line, edits);
    }
    return trial;
  }

  /** Takes edits of a line away that its error does without. False where that would take too long. */
  #leaveOut(line: number, edits: readonly TextEdit[]): boolean {
    for (const group of neighbors(edits)) {
      const fewer = (this.#proved.get(line) ?? []).filter(edit => !group.includes(edit));
      if (fewer.length === 0) continue;
      const left = this.#after([...new Map(this.#proved).set(line, fewer).values()]);
      if (left === undefined) return false;
      if (isGone(this.#suspect(line), left)) this.#proved.set(line, fewer);
    }
    return true;
  }

  /** Undefined where the text is too long, or too much was read already. */
  #after(edits: readonly (readonly TextEdit[])[]): readonly Located[] | undefined {
    const text = applyEdits(this.#document.text, edits.flat());
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (text.length > Math.min(patience.atOnce, patience.inAll - this.#characters)) return undefined;
    this.#characters += text.length;
    const lineStarts = lineStartsOf(text);
    const found = this.#findIn(text)
      .filter(isOfText)
      .map(finding => ({ finding, line: lineAt({ lineStarts }, finding.span.start) }));
    this.#known.set(text, found);
    return found;
  }

  #suspect(line: number): Suspect {
    return { document: this.#document, unread: this.#unread, line, causes: this.#causes.get(line) ?? [] };
  }
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
