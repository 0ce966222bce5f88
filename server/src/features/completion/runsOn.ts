/** What stands behind a place in brackets. */
import { lineAt, lineEnd } from '../../document/tree/positions';
import type { Place } from './place';

/** True where another entry or item stands behind in the same brackets, with no comma between. */
export function runsOn({
  analysis: { document },
  context: { hasColon, inFlow = false, span },
}: Place): boolean {
  if (!inFlow || hasColon) return false;
  // While a text is broken, the lines below may be no part of the brackets.
  const isWhole = document.problems.length === 0;
  const end = isWhole ? undefined : lineEnd(document, lineAt(document, span.end));
  return /(?:\s|(?<=\s)#.*$)*[^\s,}\]#]/my.test(document.text.slice(span.end, end));
}
