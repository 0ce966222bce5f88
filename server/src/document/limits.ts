/**
 * Bounds: the loader's own on what a file may hold, and ours on what is read of one. The loader takes 10,000 nodes,
 * counting what an alias stands for each time, so a text that is cut off here is refused by the loader as well, unless
 * most of it is comments.
 * Source: omegaconf/_yaml.py `get_yaml_loader` (OmegaConf 2.4.0); 2.3 has no such limits.
 */
import { text } from '../text/text';
import type { Finding } from './finding';
import { problem } from './problems';
import type { Span } from './span';

/** Nodes of a file after expansion of its aliases. OMEGACONF_MAX_YAML_EXPANDED_NODES of the launcher moves it. */
export const mostNodes = 10_000;
/** Nodes after expansion from which the ratio to those that are written counts, and the ratio. */
const expansion = { from: 1000, most: 100 };

/** Characters of a part, or of a text that cannot be cut, beyond which it is not read. */
export const pieceLimit = 200_000;
/** Nodes and characters after which the rest of a text is not read. */
export const readLimit = { nodes: 2 * mostNodes, characters: 1_000_000 };

/** What is not read, at its first line. */
export function notRead(start: number): Finding {
  const message = text('The text is too long to be checked from here on.');
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
            'The file holds more than {0} keys and values, counted again for each alias: the server refuses it.',
            mostNodes,
          )
        : text('The file holds more than {0} keys and values: the server refuses it.', mostNodes);
    return [problem('yaml-nodes', message, at)];
  }
  if (nodes > expansion.from && nodes > written * expansion.most) {
    const message = text(
      'Aliases make {1} keys and values of {0}, more than {2} times as many: the server refuses the file.',
      written,
      nodes,
      expansion.most,
    );
    return [problem('yaml-nodes', message, at)];
  }
  return [];
}
