/** Findings that were made in a part of a text, at their places in the whole. */
import type { Finding } from '../tree/finding';
import type { Span } from '../tree/span';

/** The same finding so many characters further on, with its related places and its fixes. */
export function moved(finding: Finding, distance: number): Finding {
  const shift = ({ start, end }: Span): Span => ({ start: start + distance, end: end + distance });
  const { related, fixes } = finding;
  return {
    ...finding,
    span: shift(finding.span),
    ...(related && { related: related.map(each => ({ ...each, span: shift(each.span) })) }),
    ...(fixes && {
      fixes: () =>
        fixes().map(fix => ({
          ...fix,
          edits: fix.edits.map(({ span, newText }) => ({ span: shift(span), newText })),
        })),
    }),
  };
}
