/** What is left of the differences between our reader and the loaders. */
import type { Compared, Failure } from './verdict';

export interface KnownKind {
  /** Why it stays. */
  readonly reason: string;
  isMeant: (failure: Compared) => boolean;
}

/** Kinds of texts about which we differ and stay so. */
export const known: readonly KnownKind[] = [
  {
    reason: 'A file that is one text with a list in it: twinkle-kit refuses a list, so we do at once.',
    isMeant: ({ verdict, ours }) =>
      verdict === 'false alarm' && ours?.startsWith('The whole file is one text') === true,
  },
  {
    reason: 'A mapping with the tag of a scalar and the key `=`, whose value PyYAML takes for the scalar.',
    isMeant: ({ verdict, text }) => verdict === 'false alarm' && text.includes('=') && scalarTag.test(text),
  },
  {
    reason:
      'A block of text with `!` before it is resolved as plain text, and a number or a word may end in a line break.',
    isMeant: ({ verdict, text }) =>
      (verdict === 'other value' || verdict === 'missed') && /!\s+[|>]/.test(text),
  },
];

const scalarTag = /!!(?:str|int|float|bool|null|binary)/;

/** Failures of no known kind that are left at most in the texts of the test. */
export const mostUnknown: Readonly<Record<Failure, number>> = {
  missed: 0,
  'false alarm': 0,
  'other value': 0,
  crashed: 0,
};
