/** Findings about a file as a whole. */
import type { Finding } from '../document/finding';
import { lineAt, lineEnd } from '../document/positions';
import type { ParsedDocument } from '../document/tree';
import { text } from '../text/text';

/** The only finding of a file that has the name of a configuration and is plainly another program's. */
export function notATwinkleFile(document: ParsedDocument): Finding {
  const start = document.root?.span.start ?? 0;
  return {
    code: 'not-a-twinkle-file',
    stage: 'load',
    severity: 'information',
    message: text('This does not look like a configuration of the Twinkle server, so it is not checked.'),
    span: { start, end: lineEnd(document, lineAt(document, start)) },
    path: [],
  };
}

/** What a text alone cannot tell: that the bytes that it came from are not UTF-8. */
export function encodingProblems({ invalidAt }: { readonly invalidAt?: number }): Finding[] {
  if (invalidAt === undefined) return [];
  return [
    {
      code: 'yaml-encoding',
      stage: 'load',
      severity: 'error',
      message: text('The file is not UTF-8 from here on, and the server cannot read it: save it as UTF-8.'),
      span: { start: invalidAt, end: invalidAt + 1 },
      path: [],
    },
  ];
}
