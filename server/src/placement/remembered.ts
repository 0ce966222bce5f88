/**
 * Keeps the last answers of a search: it is asked again at each key press, and nearly all of them change nothing that
 * it looks at.
 */

interface Answer {
  readonly key: string;
  readonly value: unknown;
}

const answers = new Map<string, readonly Answer[]>();
/** Files that a person works on at once. */
const mostAnswers = 4;

/**
 * What `make` gives, made anew only where the parts differ.
 *
 * @param kind one name for each use, whose answers have one type
 * @param parts plain data: all that the answer depends on
 */
export function remembered<T>(kind: string, parts: unknown, make: () => T): T {
  const key = JSON.stringify(parts);
  const last = answers.get(kind) ?? [];
  const known = last.find(answer => answer.key === key);
  if (known !== undefined) return known.value as T;
  const value = make();
  answers.set(kind, [{ key, value }, ...last].slice(0, mostAnswers));
  return value;
}
