/** Text → the documents of the `yaml` package, read as the loader would read them. */
import type { Document } from 'yaml';
import { commentsBeforeValues } from './commentsBeforeValues';
import { compose } from './composer';
import { refold } from './folded';
import { isOfThePackage } from './packageErrors';
import { relaxed, type Relaxed } from './relaxed';
import type { Span } from './span';
import { weightOf } from './weight';
import { withBlanksAt } from './withBlanksAt';

/**
 * Tokens (weight.ts) beyond which a text is read once only, where that is less than a key press may take: at once as
 * the loader reads it. Of a shorter one that is broken the first reading tells better what is wrong.
 */
const longText = 5_000;

export interface Composed {
  readonly documents: readonly Document.Parsed[];
  /** Offset of a quote or bracket that is never closed. */
  readonly open?: number;
}

/**
 * The documents of a text; a second reading forgives what only the package minds, where that is all that is wrong.
 *
 * @param original the text as it is written, where other characters stand for some line breaks in it
 */
export function composeAsLoader(source: string, original = source): Composed {
  const isLong = source.length > longText && weightOf(source).tokens > longText;
  const before = isLong ? relaxed(source) : undefined;
  if (before !== undefined && before.text !== source) return readOnce(before, original);
  const documents = compose(source);
  const [first] = documents;
  if (original !== source) for (const document of documents) refold(document, original);
  if (first === undefined) return { documents };
  const isSound = first.errors.length === 0;
  const mayHaveComments = !isLong && commentsBeforeValues(source).length > 0;
  if (isSound && !mayHaveComments) return { documents };
  const { text, open } = before ?? relaxed(source);
  // Of a text that the package reads nothing else is changed.
  const bare = mayHaveComments
    ? readBare(isSound ? [source] : [source, text], commentsBeforeValues(text))
    : [];
  for (const document of bare) refold(document, original);
  if (bare.length > 0 || isSound) return { documents: bare.length > 0 ? bare : documents };
  const told = open === undefined ? {} : { open };
  if (text === source) return { documents, ...told };
  const again = compose(text);
  const isRead = again[0]?.errors.length === 0;
  // What only the package minds may hide what both mind.
  if (!isRead && !first.errors.every(isOfThePackage)) return { documents, ...told };
  for (const document of again) refold(document, original);
  return { documents: again, ...(isRead ? {} : told) };
}

/** The documents of the first of the texts that is read without the comments at the spans; none where that mends nothing. */
function readBare(texts: readonly string[], comments: readonly Span[]): readonly Document.Parsed[] {
  if (comments.length === 0) return [];
  for (const text of new Set(texts)) {
    const documents = compose(withBlanksAt(text, comments));
    if (documents[0]?.errors.length === 0) return documents;
  }
  return [];
}

function readOnce({ text, open }: Relaxed, original: string): Composed {
  const documents = compose(text);
  for (const document of documents) refold(document, original);
  const isRead = documents[0]?.errors.length === 0;
  return { documents, ...(isRead || open === undefined ? {} : { open }) };
}
