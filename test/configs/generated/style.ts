/** The habits of a person who writes YAML: one set for each file. */
import type { Random } from '../../fuzz/random';

export interface Style {
  readonly width: 2 | 4;
  /** Whether the dashes of a list stand deeper than its key. */
  readonly isListIndented: boolean;
  readonly language: 'en' | 'zh';
  /** Percent of lines with a comment. */
  readonly comments: number;
  /** The column at which comments behind values stand; 0 for one blank before each. */
  readonly commentColumn: number;
  /** What stands between a comment's `#` and its words, and before it. */
  readonly commentGap: '' | ' ' | '\t';
  readonly commentLead: ' ' | '\t';
  readonly quotes: 'none' | 'double' | 'single' | 'mixed';
  /** Percent of short mappings and lists of numbers that are written in one line. */
  readonly flow: number;
  readonly flowEdge: '' | ' ';
  /** Percent of flow mappings that go over several lines. */
  readonly flowLines: number;
  readonly isTrueWord: readonly [yes: string, no: string];
  readonly hasAnchors: boolean;
  /** Percent of long texts that are folded. */
  readonly folded: number;
  /** Whether keys of a mapping stand in any order. */
  readonly isShuffled: boolean;
  /** Blank lines between applications. */
  readonly gap: 0 | 1 | 2;
  readonly start: '' | '---\n' | '%YAML 1.1\n---\n';
  readonly end: '' | '\n' | '\n\n' | '\n...\n';
  readonly isDos: boolean;
  readonly hasBom: boolean;
  /** Whether some lines end in blanks. */
  readonly isRagged: boolean;
}

export function randomStyle(random: Random): Style {
  const of = random.of.bind(random);
  const percent = (share: number): boolean => random.below(100) < share;
  return {
    width: of([2, 2, 2, 4]),
    isListIndented: percent(80),
    language: of(['en', 'en', 'zh']),
    comments: of([0, 10, 40, 70]),
    commentColumn: of([0, 0, 32, 48]),
    commentGap: of([' ', ' ', ' ', ' ', '', '\t']),
    commentLead: percent(8) ? '\t' : ' ',
    quotes: of(['none', 'none', 'double', 'single', 'mixed']),
    flow: of([0, 10, 40, 90]),
    flowEdge: of(['', '', ' ']),
    flowLines: percent(30) ? 40 : 0,
    isTrueWord: of([
      ['true', 'false'],
      ['true', 'false'],
      ['True', 'False'],
      ['yes', 'no'],
      ['on', 'off'],
    ]),
    hasAnchors: percent(25),
    folded: percent(20) ? 60 : 0,
    isShuffled: percent(20),
    gap: of([0, 1, 1, 2]),
    start: of(['', '', '', '', '---\n', '%YAML 1.1\n---\n']),
    end: of(['\n', '\n', '\n', '\n', '', '\n\n', '\n...\n']),
    isDos: percent(12),
    hasBom: percent(8),
    isRagged: percent(12),
  };
}
