/**
 * Markdown for hovers and documentation, in which a value from a file is a value and nothing else. Templates are our own
 * and are Markdown; a value in them becomes code where the template has backticks around its place, and plain words
 * elsewhere. So a value ends no code span, and makes no link, no image and no HTML (CommonMark 0.31.2, sections 2.4, 6.1).
 */
import { comma } from './listed';
import { withPlurals, type Text, type Translate } from './text';

declare const brand: unique symbol;

/** Markdown without anything foreign in it; only the functions of this file make it. */
export type Markdown = string & { readonly [brand]: true };

/** Markdown of our own, such as a description in schemas/*.json. Never give it words of a file. */
export function ownMarkdown(markdown: string): Markdown {
  return markdown as Markdown;
}

/** Any words as code. The fence is longer than the longest run of backticks in them. */
export function codeSpan(words: string): Markdown {
  // A blank line would end the paragraph, and the code with it.
  const line = words.replace(/[\r\n]+/g, ' ');
  if (line.trim() === '') return ownMarkdown(`\` ${line}\``);
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 0) + 1);
  // One blank on both sides is taken off again by whoever shows it.
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return ownMarkdown(fence + pad + line + pad + fence);
}

/** Lines as a block of code, with a fence that nothing in them can end. @param language for its colours */
export function codeBlock(lines: readonly string[], language: string): Markdown {
  const code = lines.join('\n');
  const runs = code.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run.length + 1), 3));
  return ownMarkdown(`${fence}${language}\n${code}\n${fence}`);
}

/** Any words as plain words, with as few backslashes as will do, since some editors show them. They may begin a line. */
export function plainWords(words: string): Markdown {
  return ownMarkdown(withoutBlock(inlineWords(words)));
}

function inlineWords(words: string): string {
  return (
    words
      .replace(/[\r\n]+/g, ' ')
      .replace(/[\\`*[\]<~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g, '\\$&')
      // What is a link by itself: addresses of the web and of mail. Some readers find one within a word, too.
      .replace(/:(?=\/\/)|(?<=www)\.|@/gi, '\\$&')
  );
}

/** Words at the start of a line, where they would make a heading, a list, a quote, a rule, or, with four blanks, code. */
function withoutBlock(words: string): string {
  return words
    .replace(/^[ \t]+/, ' ')
    .replace(/^ ?(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=](?=[-=\s]*$)|>)/, start => start.replace(/\S/, '\\$&'))
    .replace(/^( ?\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A text whose template is Markdown, with its values made harmless. */
export function markdownOf({ template, args }: Text, translate: Translate): Markdown {
  // The translated template, with its places left open.
  const translated = withPlurals(translate({ template, args: [] }, 'markdown'), args);
  const valueAt = (place: string, index: string) => {
    const value = args[Number(index)] ?? place;
    return typeof value === 'object' ? translate(value) : String(value);
  };
  const places = /\{(\d+)\}/g;
  return ownMarkdown(
    translated
      .split(/(`[^`]*`)/)
      .map((part, index) =>
        index % 2 === 0
          ? part.replace(places, (place, at: string, offset: number) => {
              const words = valueAt(place, at);
              const begins = index === 0 && part.slice(0, offset).replace(places, '').trim() === '';
              return begins ? plainWords(words) : inlineWords(words);
            })
          : part.search(places) === -1
            ? part
            : codeSpan(part.slice(1, -1).replace(places, valueAt)),
      )
      .join(''),
  );
}

/** Parts one below the other, without those that are empty. */
export function joined(parts: readonly Markdown[], separator: '\n' | '\n\n'): Markdown {
  return ownMarkdown(parts.filter(part => part !== '').join(separator));
}

/** A list behind what it is a list of, which ends with a colon. A full-width colon has its own space. */
export function introduced(heading: Text, items: readonly Markdown[], translate: Translate): Markdown {
  const words = markdownOf(heading, translate);
  return ownMarkdown(`${words}${words.endsWith('：') ? '' : ' '}${items.join(comma(translate))}`);
}
