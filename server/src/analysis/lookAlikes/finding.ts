/** What is said of the characters of a line that are not what they look like. */
import type { Finding, TextEdit } from '../../document/tree/finding';
import { text, type Text } from '../../text/text';
import { blank, isInvisible } from './characters';

/**
 * @param cause what was found before, and comes of the characters
 * @param edits of one line, at least one
 */
export function lookAlikeFinding(source: string, cause: Finding, edits: readonly TextEdit[]): Finding {
  const span = { start: edits[0]?.span.start ?? 0, end: edits[0]?.span.end ?? 0 };
  // Characters that follow one another are underlined as one.
  for (const edit of edits) if (edit.span.start === span.end) span.end = edit.span.end;
  const character = source.charAt(span.start);
  const plain = (edits[0]?.newText ?? '').trim();
  return {
    code: 'look-alike-character',
    stage: cause.stage,
    severity: 'error',
    message: messageFor(character, plain),
    span,
    path: cause.path,
    fixes: () => [{ title: titleFor(edits, character, plain), edits, preferred: true }],
  };
}

function messageFor(character: string, plain: string): Text {
  const code = codeOf(character);
  if (character === '\u00a0')
    return text('This is a no-break space ({0}): YAML reads it as text, not as a space.', code);
  if (character === '\u3000')
    return text('This is an ideographic space ({0}): YAML reads it as text, not as a space.', code);
  if (blank.test(character))
    return text('This is a space of another kind ({0}): YAML reads it as text, not as a space.', code);
  if (isInvisible.test(character))
    return text('This is an invisible character ({0}): YAML reads it as text.', code);
  return text("'{0}' ({1}) only looks like '{2}': YAML reads it as text.", character, code, plain);
}

function titleFor(edits: readonly TextEdit[], character: string, plain: string): Text {
  if (edits.length > 1) return text('Replace these look-alike characters');
  if (isInvisible.test(character)) return text('Remove the invisible character');
  return plain === '' ? text('Replace with a space') : text("Replace with '{0}'", plain);
}

const codeOf = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
