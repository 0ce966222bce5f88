import type { Finding } from '../document/tree/finding';
import type { LaunchCause } from '../protocol';
import { text } from '../text/text';

/**
 * Findings of a file with what its launch came to: an error with the exception, whatever a rule makes of the value. It
 * stands in the place of the finding that it was made from, since what stands at one place is reported once.
 */
export function withCause(
  findings: readonly Finding[],
  { finding, cause }: { readonly finding: Finding; readonly cause: LaunchCause },
): readonly Finding[] {
  const message = text('{0} The last launch failed here: {1}', finding.message, cause.message);
  const pinned: Finding = { ...finding, severity: 'error', message };
  const index = findings.findIndex(each => each === finding || isSame(each, finding));
  return index < 0 ? [...findings, pinned] : findings.with(index, pinned);
}

/** A finding of a value that another application has too is made anew for the one that failed. */
function isSame(one: Finding, other: Finding): boolean {
  return one.code === other.code && one.span.start === other.span.start && one.span.end === other.span.end;
}
