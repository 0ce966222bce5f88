/** What the server has to say about a place of a file, whoever says it: the reader, the schema or a rule. */
import type { SeverityName, Stage } from '../../protocol';
import type { Text } from '../../text/text';
import type { Path, Span } from './span';

export interface Related {
  readonly span: Span;
  readonly message: Text;
}

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

export interface Fix {
  readonly title: Text;
  readonly edits: readonly TextEdit[];
  /** True for at most one fix of a finding: the one that is certain, which `fix all` takes. */
  readonly preferred: boolean;
}

/** Findings that a file has at most. A file with more is broken in one way many times, and editors show no more. */
export const mostFindings = 1000;

/** Findings after which one that looks for them may stop: some may be of a kind that is not wanted. */
export const enoughFindings = 2 * mostFindings;

export interface Finding {
  /** Id of a rule or of a check of the reader or the schema; its page is docs/rules/<code>.md. */
  readonly code: string;
  readonly stage: Stage;
  readonly severity: SeverityName;
  readonly message: Text;
  readonly span: Span;
  readonly path: Path;
  readonly related?: readonly Related[];
  /** Path of what is missing because of this: a misspelled key is the cause, and that its field is missing only follows. */
  readonly settles?: Path;
  /** Made on demand, since most findings are never asked for one. */
  readonly fixes?: () => readonly Fix[];
}
