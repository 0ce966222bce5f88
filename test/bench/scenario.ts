/** What is typed where: the places in a generated configuration at which the benchmark edits. */
import type { Diagnostic, Position } from 'vscode-languageserver/node';
import type { TextChange } from './languageServer';

/** The key that is broken and fixed again: with an `x` behind it, it is a key that no schema knows. */
const toggledKey = 'max_loras';
/** A key that completion must offer once its first letters are typed: no application of the file has it. */
export const offeredKey = 'train_mode';
const typedLetters = 4;

export interface Scenario {
  readonly text: string;
  /** The same text with the mistake in it, for the start with diagnostics. */
  readonly brokenText: string;
  /** Makes the mistake. */
  readonly spoil: TextChange;
  /** Takes it back. */
  readonly fix: TextChange;
  /** Inserts a line that holds the beginning of a key. */
  readonly beginKey: TextChange;
  /** Types one more letter of that key, and takes it back. */
  readonly typeLetter: TextChange;
  readonly eraseLetter: TextChange;
  /** Behind the letter. */
  readonly afterLetter: Position;
  readonly hasMistake: (diagnostics: readonly Diagnostic[]) => boolean;
  readonly hasNoMistake: (diagnostics: readonly Diagnostic[]) => boolean;
}

/** Edits in the arguments of the model that lies nearest to the middle of the file. */
export function scenarioOf(text: string): Scenario {
  const lines = text.split('\n');
  const places = lines.flatMap((content, line) =>
    content.trimStart().startsWith(`${toggledKey}:`) ? [line] : [],
  );
  const middle = lines.length / 2;
  const line = places.reduce((best, place) =>
    Math.abs(place - middle) < Math.abs(best - middle) ? place : best,
  );
  const content = lines[line] ?? '';
  const indent = content.length - content.trimStart().length;
  const keyEnd = { line, character: indent + toggledKey.length };
  const afterX = { line, character: keyEnd.character + 1 };
  const prefix = offeredKey.slice(0, typedLetters - 1);
  const beginEnd = { line, character: indent + prefix.length };
  const afterLetter = { line, character: beginEnd.character + 1 };
  const hasMistake = (diagnostics: readonly Diagnostic[]): boolean =>
    diagnostics.some(({ range }) => range.start.line === line);
  const lineStart = { line, character: 0 };
  return {
    text,
    brokenText: lines.with(line, content.replace(toggledKey, `${toggledKey}x`)).join('\n'),
    spoil: { start: keyEnd, end: keyEnd, newText: 'x' },
    fix: { start: keyEnd, end: afterX, newText: '' },
    beginKey: { start: lineStart, end: lineStart, newText: `${' '.repeat(indent)}${prefix}\n` },
    typeLetter: { start: beginEnd, end: beginEnd, newText: offeredKey.charAt(typedLetters - 1) },
    eraseLetter: { start: beginEnd, end: afterLetter, newText: '' },
    afterLetter,
    hasMistake,
    hasNoMistake: diagnostics => !hasMistake(diagnostics),
  };
}
