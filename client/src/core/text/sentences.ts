/** Sentences one after another, where some come from a program and end as they like. */

/** Such as `exists.`, `exists."` and `存在。`. */
const ended = /[.!?…。！？][)\]"'”’」）]*$/u;

/**
 * Joins what was made by different hands into one line: where a part does not end like a sentence, a full stop parts
 * it from the next.
 */
export function sentences(parts: readonly string[]): string {
  const given = parts.map(part => part.trim()).filter(part => part !== '');
  return given.reduce((before, part) => {
    if (before === '') return part;
    const sentence = ended.test(before) ? before : before + stopFor(given);
    // A full-width stop has its own space.
    return sentence + (/[。！？]$/u.test(sentence) ? '' : ' ') + part;
  }, '');
}

/** That of the sentences around it: the part itself may be a path or an English message. */
function stopFor(parts: readonly string[]): string {
  return parts.some(part => /\p{Script=Han}/u.test(part)) ? '。' : '.';
}
