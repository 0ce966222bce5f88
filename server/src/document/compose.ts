/** Text → the documents of the `yaml` package, read as the loader would read them. */
import { Composer, LineCounter, Parser, type Document } from 'yaml';
import { isOfThePackage } from './packageErrors';
import { relaxed } from './relaxed';

/** Of the package only the structure is wanted: all scalars stay text, and `convert.ts` gives them the loader's values. */
const options = {
  version: '1.1',
  schema: 'failsafe',
  uniqueKeys: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Characters beyond which a broken text is read once only. */
const relaxedLimit = 500_000;

export interface Composed {
  readonly documents: readonly Document.Parsed[];
  /** Offset of a quote or bracket that is never closed. */
  readonly open?: number;
}

/** The documents of a text; a second reading forgives what only the package minds, where that is all that is wrong. */
export function composeAsLoader(source: string): Composed {
  const documents = compose(source);
  const [first] = documents;
  // A quote that is never closed, in a text as long as this, is no slip of layout.
  if (first === undefined || first.errors.length === 0 || source.length > relaxedLimit) return { documents };
  const { text, open } = relaxed(source);
  const again = compose(text);
  if (again[0]?.errors.length === 0) return { documents: again };
  // What only the package minds may hide what both mind.
  const isHidden = first.errors.every(isOfThePackage);
  return { documents: isHidden ? again : documents, ...(open === undefined ? {} : { open }) };
}

function compose(source: string): Document.Parsed[] {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer(options);
  return [...composer.compose(parser.parse(source), true, source.length)] as Document.Parsed[];
}
