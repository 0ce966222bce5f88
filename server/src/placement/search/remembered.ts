/**
 * Keeps the last answers of a search: it is asked again at each key press, and nearly all of them change nothing that
 * it looks at.
 */
import type { Steps } from './steps';

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
export function* remembered<T>(kind: string, parts: unknown, make: () => Steps<T>): Steps<T> {
  const key = JSON.stringify(parts);
  const known = answers.get(kind)?.find(answer => answer.key === key);
  if (known !== undefined) return known.value as T;
  const value = yield* make();
  answers.set(kind, [{ key, value }, ...(answers.get(kind) ?? [])].slice(0, mostAnswers));
  return value;
}
