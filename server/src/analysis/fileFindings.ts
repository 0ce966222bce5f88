/** Findings about a file as a whole. */
import type { Finding } from '../document/tree/finding';
import { lineAt, lineEnd } from '../document/tree/positions';
import type { ParsedDocument } from '../document/tree/tree';
import { text } from '../text/text';
import type { FileText } from './files/workspace';

/** Of a file that has the name of a configuration and is plainly another program's: nothing is said of its fields. */
export function notATwinkleFile(document: ParsedDocument): Finding {
  const start = document.root?.span.start ?? 0;
  return {
    code: 'not-a-twinkle-file',
    stage: 'load',
    severity: 'information',
    message: text(
      'This does not look like a configuration of the Twinkle server, so its fields are not checked.',
    ),
    span: { start, end: lineEnd(document, lineAt(document, start)) },
    path: [],
  };
}

/** What a text alone cannot tell: that the bytes that it came from are not UTF-8. */
export function encodingProblems({ invalidAt, isUtf16 = false }: Omit<FileText, 'text'>): Finding[] {
  if (invalidAt === undefined) return [];
  return [
    {
      code: 'yaml-encoding',
      stage: 'load',
      severity: 'error',
      message: isUtf16
        ? text('The file is UTF-16, and the server cannot read it: save it as UTF-8.')
        : text('The file is not UTF-8 from here on, and the server cannot read it: save it as UTF-8.'),
      span: { start: invalidAt, end: invalidAt + 1 },
      path: [],
    },
  ];
}
