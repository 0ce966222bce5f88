/** Sentences one after another, where some come from a program and end as they like. */

/** Such as `exists.`, `exists."` and `存在。`. */
const ended = /[.!?…。！？][)\]"'”’」）]*$/u;

/**
 * Joins what was made by different hands into one line: where a part does not end like a sentence, a full stop parts
 * it from the next.
 */
export function sentences(parts: readonly string[]): string {
  const given = wordsOf(parts);
  return given.reduce(
    (before, part) =>
      before === '' ? part : behind(ended.test(before) ? before : before + stopFor(given), part),
    '',
  );
}

/**
 * Joins what is said of one thing into one line, for a reader of the screen: words with a comma between them, and a
 * sentence as one of its own.
 * @param comma of the display language, with its space
 */
export function spoken(parts: readonly string[], comma: string): string {
  const given = wordsOf(parts);
  return given.reduce((before, part) => {
    if (before === '') return part;
    if (ended.test(before)) return behind(before, part);
    return ended.test(part) ? behind(before + stopFor(given), part) : before + comma + part;
  }, '');
}

function wordsOf(parts: readonly string[]): string[] {
  return parts.map(part => part.trim()).filter(part => part !== '');
}

function behind(sentence: string, next: string): string {
  return withoutSpaces(`${sentence} ${next}`);
}

/** A full-width stop has its own space, also where a template such as `{0} {1}` has one between two sentences. */
export function withoutSpaces(words: string): string {
  return words.replace(/([。！？]) /gu, '$1');
}

/** That of the sentences around it: the part itself may be a path or an English message. */
function stopFor(parts: readonly string[]): string {
  return parts.some(part => /\p{Script=Han}/u.test(part)) ? '。' : '.';
}
