/** Text → the documents of the `yaml` package, read as the loader would read them. */
import { Composer, isScalar, LineCounter, Parser, visit, type Document } from 'yaml';
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
  for (const document of again) refold(document, source);
  if (again[0]?.errors.length === 0) return { documents: again };
  // What only the package minds may hide what both mind.
  const isHidden = first.errors.every(isOfThePackage);
  return { documents: isHidden ? again : documents, ...(open === undefined ? {} : { open }) };
}

/**
 * Texts over several lines get the value that they have in the original: the relaxed form has blanks for its line
 * breaks, which are not folded.
 */
function refold(document: Document.Parsed, source: string): void {
  visit(document, {
    Scalar: (_, node) => {
      const [start, end] = node.range ?? [0, 0];
      const written = source.slice(start, end);
      if (written === '-') node.value = written;
      if (!written.includes('\n')) return;
      if (node.type === 'PLAIN') node.value = folded(written);
      else if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') {
        const alone = compose(written)[0]?.contents;
        if (isScalar(alone) && typeof alone.value === 'string') node.value = alone.value;
      }
    },
  });
}

/** Plain text over several lines: one line break is a blank, and of more each but the first stays. */
function folded(written: string): string {
  return written.replace(/[ \t\r]*\n((?:[ \t\r]*\n)*)[ \t\r]*/g, (_, more: string) =>
    more === '' ? ' ' : more.replace(/[^\n]/g, ''),
  );
}

function compose(source: string): Document.Parsed[] {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer(options);
  return [...composer.compose(parser.parse(source), true, source.length)] as Document.Parsed[];
}
