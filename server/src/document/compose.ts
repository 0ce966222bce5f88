/** Text → the documents of the `yaml` package, read as the loader would read them. */
import type { Document } from 'yaml';
import { commentsBeforeValues, withBlanksAt } from './commentsBeforeValues';
import { compose } from './composer';
import { refold } from './folded';
import { isOfThePackage } from './packageErrors';
import { relaxed, type Relaxed } from './relaxed';
import { weightOf } from './weight';

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
  const bare = isLong ? undefined : readBare(source, original, isSound);
  if (bare !== undefined || isSound) return { documents: bare ?? documents };
  const { text, open } = before ?? relaxed(source);
  const told = open === undefined ? {} : { open };
  if (text === source) return { documents, ...told };
  const again = compose(text);
  const isRead = again[0]?.errors.length === 0;
  // What only the package minds may hide what both mind.
  if (!isRead && !first.errors.every(isOfThePackage)) return { documents, ...told };
  for (const document of again) refold(document, original);
  return { documents: again, ...(isRead ? {} : told) };
}

/**
 * The documents of a text without the comments that the package takes for the start of a value. Undefined where it has
 * none, or is wrong all the same.
 *
 * @param isRead whether the package reads the text as it is: then nothing else of it is changed
 */
function readBare(source: string, original: string, isRead: boolean): readonly Document.Parsed[] | undefined {
  if (commentsBeforeValues(source).length === 0) return undefined;
  const { text } = relaxed(source);
  const comments = commentsBeforeValues(text);
  if (comments.length === 0) return undefined;
  for (const each of new Set(isRead ? [source] : [source, text])) {
    const documents = compose(withBlanksAt(each, comments));
    if (documents[0]?.errors.length !== 0) continue;
    for (const document of documents) refold(document, original);
    return documents;
  }
  return undefined;
}

function readOnce({ text, open }: Relaxed, original: string): Composed {
  const documents = compose(text);
  for (const document of documents) refold(document, original);
  const isRead = documents[0]?.errors.length === 0;
  return { documents, ...(isRead || open === undefined ? {} : { open }) };
}
