/** The `yaml` package, as it is used here. */
import { Composer, Parser, type CST, type Document } from 'yaml';
import { hasAliasKeys, lexemesOf } from './lexemes';
import { giveItems, longListsOf, withoutItems } from './longLists';

/** Of the package only the structure is wanted: all scalars stay text, and `convert.ts` gives them the loader's values. */
const options = {
  version: '1.1',
  schema: 'failsafe',
  uniqueKeys: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The documents of a text with all that the package has to say against it. */
export function compose(source: string): Document.Parsed[] {
  const lists = longListsOf(source);
  if (lists.length > 0) {
    const documents = composeAsWritten(withoutItems(source, lists));
    if (giveItems(documents, source, lists)) return documents;
  }
  return composeAsWritten(source);
}

/** The same, without a look at what may be read in a quicker way. */
export function composeAsWritten(source: string): Document.Parsed[] {
  const composer = new Composer(options);
  // A broken text has thousands of errors, nobody looks at their stacks, and these would cost more than all the rest.
  const engine = Error as unknown as { stackTraceLimit: number };
  const { stackTraceLimit } = engine;
  engine.stackTraceLimit = 0;
  try {
    const tokens = hasAliasKeys(source) ? tokensOf(source) : new Parser().parse(source);
    return [...composer.compose(tokens, true, source.length)] as Document.Parsed[];
  } finally {
    engine.stackTraceLimit = stackTraceLimit;
  }
}

/** The tokens of a text that may hold aliases as keys. */
function* tokensOf(source: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of lexemesOf(source)) yield* parser.next(lexeme);
  yield* parser.end();
}
