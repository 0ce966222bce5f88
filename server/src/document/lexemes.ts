/**
 * The lexemes of the `yaml` package, with one thing that it reads otherwise than the loader: `*a: 1`. The loader ends the
 * name of an alias before the colon (libyaml 0.2.5, `yaml_parser_scan_anchor`), the package takes the colon for a part of
 * it. So its lexer is shown a plain word there, which it takes for the key that it is, and the parser gets the alias.
 */
import { Lexer } from 'yaml';

const aliasKey = /(?<=^|[\s[{,])\*(?=[\w-]+:(?:\s|$))/g;
/** Stands for the star: a word as long. */
const standIn = '_';
/** What the lexer says before a plain scalar, and what else it says that is no part of the text. */
const scalarMark = '\x1f';
const marks: ReadonlySet<string> = new Set([scalarMark, '\x02', '\x18']);

/** True for a text of which the package's own lexemes may not do. */
export const hasAliasKeys = (source: string): boolean => source.search(aliasKey) !== -1;

export function* lexemesOf(source: string): Generator<string> {
  const aliases = new Set(Array.from(source.matchAll(aliasKey), ({ index }) => index));
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(source.replaceAll(aliasKey, standIn))) {
    if (lexeme === scalarMark) {
      isScalar = true;
      continue;
    }
    if (marks.has(lexeme)) {
      yield lexeme;
      continue;
    }
    // What looks like an alias inside of quotes, comments and blocks of text is theirs.
    const written = source.slice(offset, offset + lexeme.length);
    const isAlias = isScalar && aliases.has(offset) && /^\*[\w-]+$/.test(written);
    if (isScalar && !isAlias) yield scalarMark;
    yield written;
    offset += lexeme.length;
    isScalar = false;
  }
}
