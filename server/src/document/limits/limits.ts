/**
 * Bounds: the loader's own on what a file may hold, and ours on what is read of one. The loader takes 10,000 nodes,
 * counting what an alias stands for each time, so a text that is cut off here is refused by the loader as well, unless
 * it is one text of great length or more than four fifths of it are comments.
 * Source: omegaconf/_yaml.py `get_yaml_loader` (OmegaConf 2.4.0); 2.3 has no such limits.
 */
import { text } from '../../text/text';
import { copyOf } from '../../strings/copyOf';
import type { Finding } from '../tree/finding';
import { lineStartsOf } from '../tree/positions';
import { problem } from '../tree/problems';
import type { Span } from '../tree/span';
import type { Weight } from './weight';

/** Nodes of a file after expansion of its aliases. OMEGACONF_MAX_YAML_EXPANDED_NODES of the launcher moves it. */
export const mostNodes = 10_000;
/** Nodes after expansion from which the ratio to those that are written counts, and the ratio. */
const expansion = { from: 1000, most: 100 };

/**
 * What is read of a text: so much that a file at the loader's limit is read in full, whatever its style, and so little
 * that reading it takes no longer than a key press may.
 */
export const readLimit = {
  /** Characters of a text; of a longer one the parts that end within them. */
  characters: 1_000_000,
  /** Lines of a text, blank ones and comments too. */
  lines: 100_000,
  /** Characters outside of comments, of a part or of a text that cannot be cut. */
  pieceCharacters: 200_000,
  /** Of a part and of all parts together; see weight.ts. Files have 1 to 3 for each node, those in quotes most. */
  tokens: 32_000,
  /** Nodes and parts after which no further part is begun. */
  nodes: 1.2 * mostNodes,
  parts: 2500,
};

/** True where a part, or a text that cannot be cut, is not read. */
export function isTooHeavy({ characters, tokens }: Weight): boolean {
  return characters > readLimit.pieceCharacters || tokens > readLimit.tokens;
}

/** The text of which something is read, the starts of its lines, and whether that is less than all. */
export function readable(source: string): { text: string; lineStarts: number[]; isCut: boolean } {
  const isLong = source.length > readLimit.characters;
  const text = isLong ? copyOf(source.slice(0, readLimit.characters)) : source;
  const lineStarts = lineStartsOf(text, readLimit.lines + 1);
  if (lineStarts.length <= readLimit.lines) return { text, lineStarts, isCut: isLong };
  const end = lineStarts.pop();
  return { text: copyOf(text.slice(0, end)), lineStarts, isCut: true };
}

/** What is not read, at its first line. */
export function notRead(start: number): Finding {
  const message = text('The text is too long: it is not checked from here on.');
  return { ...problem('yaml-size', message, { start, end: start + 1 }), severity: 'warning' };
}

/**
 * @param nodes as the loader counts them, those behind an alias again for each alias
 * @param written the same without what aliases bring
 * @param at where the count goes beyond the limit
 */
export function nodeProblems(nodes: number, written: number, at: Span): Finding[] {
  if (nodes > mostNodes) {
    const message =
      nodes > written
        ? text(
            'The file contains more than {0} keys and values, counted again for each alias: the server refuses it.',
            mostNodes,
          )
        : text('The file contains more than {0} keys and values: the server refuses it.', mostNodes);
    return [problem('yaml-nodes', message, at)];
  }
  if (nodes > expansion.from && nodes > written * expansion.most) {
    const message = text(
      'Aliases expand {0} keys and values to {1}, more than {2} {2|time|times} as many: the server refuses the file.',
      written,
      nodes,
      expansion.most,
    );
    return [problem('yaml-nodes', message, at)];
  }
  return [];
}
