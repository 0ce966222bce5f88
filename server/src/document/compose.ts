/** Text → the documents of the `yaml` package, read as the loader would read them. */
import type { Document } from 'yaml';
import { compose } from './composer';
import { refold } from './folded';
import { isOfThePackage } from './packageErrors';
import { relaxed } from './relaxed';

/** Characters beyond which a broken text is read once only; no file that the loader takes is as long. */
const relaxedLimit = 500_000;

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
  const documents = compose(source);
  const [first] = documents;
  if (original !== source) for (const document of documents) refold(document, original);
  if (first === undefined || first.errors.length === 0) return { documents };
  if (source.length > relaxedLimit) return { documents };
  const { text, open } = relaxed(source);
  if (text === source) return { documents, ...(open === undefined ? {} : { open }) };
  const again = compose(text);
  for (const document of again) refold(document, original);
  if (again[0]?.errors.length === 0) return { documents: again };
  // What only the package minds may hide what both mind.
  const isHidden = first.errors.every(isOfThePackage);
  return { documents: isHidden ? again : documents, ...(open === undefined ? {} : { open }) };
}
