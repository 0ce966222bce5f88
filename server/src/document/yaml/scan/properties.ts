/**
 * Anchors, aliases, tags and directives. Source: libyaml 0.2.5, `yaml_parser_scan_anchor`, `yaml_parser_scan_tag`,
 * `yaml_parser_scan_directive`.
 */
import { text } from '../../../text/text';
import { asterisk, comma, exclamation, greater, isBlankOrEnd, isWord, less } from './characters';
import type { Span } from '../../tree/span';
import type { Faults } from './faults';
import type { Position } from './position';

const behindName: ReadonlySet<number> = new Set(Array.from('?:,]}%@`', sign => sign.charCodeAt(0)));

/** Goes over `&name` or `*name` and gives the name. */
export function scanName(at: Position, faults: Faults): string {
  const start = at.index;
  const isAlias = at.code() === asterisk;
  at.index += 1;
  while (isWord(at.code())) at.index += 1;
  const name = at.text.slice(start + 1, at.index);
  if (name !== '' && (isBlankOrEnd(at.code()) || behindName.has(at.code()))) return name;
  while (!isBlankOrEnd(at.code()) && !behindName.has(at.code())) at.index += 1;
  const written = at.text.slice(start + 1, at.index);
  const message =
    written === ''
      ? isAlias
        ? text('This alias has no name.')
        : text('This anchor has no name.')
      : isAlias
        ? text('The alias `*{0}` may contain only letters, digits, `_` and `-`.', written)
        : text('The anchor `&{0}` may contain only letters, digits, `_` and `-`.', written);
  faults.add(at.line, isAlias ? 'yaml-alias' : 'yaml-anchor', message, { start, end: at.index });
  return written;
}

/** The two halves of a tag; its handle is empty where the suffix is the whole. */
export interface Tag {
  readonly handle: string;
  readonly suffix: string;
}

/** Goes over a tag: `!<whole>`, `!suffix`, `!handle!suffix`, or `!` alone. */
export function scanTag(at: Position, inFlow: boolean, faults: Faults): Tag {
  const start = at.index;
  let tag: Tag | undefined;
  if (at.code(1) === less) {
    at.index += 2;
    const suffix = scanUri(at, true);
    if (suffix !== undefined && suffix !== '' && at.code() === greater) {
      at.index += 1;
      tag = { handle: '', suffix };
    }
  } else tag = scanShortTag(at);
  if (tag !== undefined && (isBlankOrEnd(at.code()) || (inFlow && at.code() === comma))) return tag;
  while (!isBlankOrEnd(at.code())) at.index += 1;
  const span = { start, end: at.index };
  faults.add(
    at.line,
    'yaml-tag',
    text('The server cannot read the tag `{0}`.', at.text.slice(start, at.index)),
    span,
  );
  return { handle: '', suffix: '' };
}

function scanShortTag(at: Position): Tag | undefined {
  const start = at.index;
  at.index += 1;
  while (isWord(at.code())) at.index += 1;
  const isHandle = at.code() === exclamation;
  if (isHandle) at.index += 1;
  const head = at.text.slice(start, at.index);
  const rest = scanUri(at, false);
  if (rest === undefined) return undefined;
  if (isHandle) return rest === '' ? undefined : { handle: head, suffix: rest };
  const suffix = head.slice(1) + rest;
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

const uriSigns: ReadonlySet<number> = new Set(Array.from(";/?:@&=+$.%!~*'()", sign => sign.charCodeAt(0)));
const flowUriSigns: ReadonlySet<number> = new Set(Array.from(',[]', sign => sign.charCodeAt(0)));

/** What a URI is read from: a position, or a piece of a line. */
interface Cursor {
  readonly text: string;
  index: number;
}

/** Goes over the characters of a URI; undefined where its escapes are none. */
function scanUri(at: Cursor, mayHoldFlowSigns: boolean): string | undefined {
  const start = at.index;
  for (;;) {
    const code = at.text.charCodeAt(at.index);
    const belongs = isWord(code) || uriSigns.has(code) || (mayHoldFlowSigns && flowUriSigns.has(code));
    if (!belongs) break;
    at.index += 1;
  }
  const written = at.text.slice(start, at.index);
  if (!written.includes('%')) return written;
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

export type Directive =
  { readonly kind: 'version'; readonly version: string } | ({ readonly kind: 'tag' } & Tag) | undefined;

/** Goes over the line of a directive; undefined where the loader cannot read it. */
export function scanDirective(at: Position, faults: Faults): Directive {
  const start = at.index;
  at.skipLine();
  const directive = directiveOf(at.text.slice(start, at.index));
  if (directive === undefined) reportDirective(at.line, faults, { start, end: at.index });
  return directive;
}

function directiveOf(line: string): Directive {
  const version = /^%YAML[ \t]+(\d{1,9}\.\d{1,9})[ \t]*(?:#.*)?$/.exec(line)?.[1];
  if (version !== undefined) return { kind: 'version', version };
  const [, handle, suffix] = /^%TAG[ \t]+(!(?:[\w-]*!)?)[ \t]+([^\s#]+)(?:[ \t]+(?:#.*)?)?$/.exec(line) ?? [];
  if (handle === undefined || suffix === undefined) return undefined;
  const at = { text: suffix, index: 0 };
  const uri = scanUri(at, true);
  return uri === undefined || uri === '' || at.index < suffix.length
    ? undefined
    : { kind: 'tag', handle, suffix: uri };
}

/** Reports a directive that the loader refuses. */
export function reportDirective(line: number, faults: Faults, span: Span): void {
  const message = text(
    'The server cannot read this line: only one `%YAML 1.1` or `%YAML 1.2` is allowed before `---`.',
  );
  faults.syntax(line, message, span);
}
