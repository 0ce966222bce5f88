import { text, UserError } from '../../core/text/text';

/** The error where the language server does not answer. */
export function noAnswer(cause: unknown): UserError {
  return new UserError(
    text('The Twinkle language server does not answer ({0}).', String(cause)),
    text('Run "Developer: Reload Window". Its log is the output channel "Twinkle Language Server".'),
    { kind: 'reloadWindow' },
    { cause },
  );
}
