/** Tabs where the loader takes blanks only. */
import { text } from '../../../text/text';
import type { Faults } from './faults';
import { isBlank } from './characters';
import type { Position } from './position';

/** Reports the tab at a position, and the blanks and tabs behind it. */
export function tabFault(at: Position, faults: Faults): void {
  const start = at.index;
  let end = start + 1;
  while (isBlank(at.text.charCodeAt(end))) end += 1;
  const span = { start, end };
  const tabs = at.text.slice(start, end).split('\t').length - 1;
  faults.add(at.line, 'yaml-tab', text('YAML is indented with spaces, not with tabs.'), span, {
    fixes: () => [
      {
        title: text('Indent with spaces'),
        edits: [{ span, newText: '  '.repeat(tabs) + ' '.repeat(end - start - tabs) }],
        preferred: false,
      },
    ],
  });
}
