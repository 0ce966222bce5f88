/** Whether a text can still be read after edits that somebody is about to be offered. */
import { applyEdits } from './applyEdits';
import type { TextEdit } from '../tree/finding';
import { parseDocument } from '../parse';
import type { ParsedDocument, ScalarValue, Part } from '../tree/tree';
import { isMadeOf } from '../parts/typedOver';

/** Characters that are read in all, and those of the longest text that is. */
export interface Patience {
  readonly inAll: number;
  readonly atOnce: number;
}

/** Of somebody who waits for a menu: about 40 and 20 ms. */
export const atTheKeyboard: Patience = { inAll: 100_000, atOnce: 50_000 };

/** Of a program: some seconds. */
export const ofProgram: Patience = { inAll: 5_000_000, atOnce: 5_000_000 };

export class Trial {
  private done = 0;
  private readonly parts: readonly Part[];

  /** @param document a text without a problem */
  constructor(
    private readonly document: ParsedDocument,
    private readonly patience = atTheKeyboard,
  ) {
    this.parts = partsOf(document);
  }

  /** True where nothing was read so far. */
  get isFresh(): boolean {
    return this.done === 0;
  }

  /**
   * True where the loader reads the text after the edits, which must not overlap, without a problem. Undefined where
   * somebody would have to wait for the answer: the text is long and cannot be parted, or much was read already.
   */
  isSoundAfter(edits: readonly TextEdit[]): boolean | undefined {
    const whole = { text: this.document.text, distance: 0, others: [] };
    const { text, distance, others } = around(this.parts, edits) ?? whole;
    const { atOnce, inAll } = this.patience;
    if (text.length > Math.min(atOnce, inAll - this.done)) return undefined;
    this.done += text.length;
    const moved = edits.map(({ span: { start, end }, newText }) => ({
      span: { start: start - distance, end: end - distance },
      newText,
    }));
    const { problems, root } = parseDocument(applyEdits(text, moved));
    if (problems.length > 0 || others.length === 0) return problems.length === 0;
    return root?.kind === 'mapping' && !root.entries.some(({ key }) => others.includes(key.value));
  }
}

/** The parts that a text was read in, or none where it was read as a whole, also because it cannot be parted so. */
function partsOf(document: ParsedDocument): readonly Part[] {
  const { parts } = document;
  return isMadeOf(document) && parts.every(({ problems }) => problems.length === 0) ? parts : [];
}

interface Excerpt {
  readonly text: string;
  /** How much nearer to the start it is in the excerpt what the edits are about. */
  readonly distance: number;
  /** Keys of the root that are not in it. */
  readonly others: readonly ScalarValue[];
}

/**
 * The parts that edits touch, with those before and behind, which a part may run into, and with the key of the list that
 * an item is in: what is sound there is sound in the whole, whose other parts stay as they are. Undefined where that is not so,
 * as other parts may have the anchors of an alias.
 */
function around(parts: readonly Part[], edits: readonly TextEdit[]): Excerpt | undefined {
  const isTouched = ({ place: { start }, text }: Part) =>
    edits.some(({ span }) => span.start <= start + text.length && span.end >= start);
  const first = parts.findIndex(isTouched);
  const last = parts.findLastIndex(isTouched);
  const chosen = parts.slice(Math.max(0, first - 1), last + 2);
  const [start] = chosen;
  if (first === -1 || start === undefined) return undefined;
  const list = start.kind === 'item' ? parts.find(({ kind }) => kind === 'list') : undefined;
  if (chosen.some(({ hasAnchors }) => hasAnchors) || list?.hasAnchors === true) return undefined;
  const before = list?.text ?? '';
  const text = before + chosen.map(part => part.text).join('');
  const absent = parts.filter(part => part !== list && !chosen.includes(part));
  const others = absent.flatMap(({ entry }) => (entry === undefined ? [] : [entry.key.value]));
  return { text, distance: start.place.start - before.length, others };
}
