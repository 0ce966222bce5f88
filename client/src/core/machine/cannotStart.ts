import type { Action } from '../text/action';
import { text, UserError, type Text, type UserErrorOptions } from '../text/text';

/** A program could not be started. `reason` is the system's, for sentences that name the program themselves. */
export class CannotStart extends UserError {
  constructor(
    program: string,
    readonly reason: string,
    remedy?: Text,
    actions: Action | readonly Action[] = [],
    options?: UserErrorOptions,
  ) {
    super(text('{0} cannot be started: {1}', program, reason), remedy, actions, options);
    this.name = 'CannotStart';
  }
}

/** Why a program gave no answer, for a sentence that names it and says what to do: neither is repeated. */
export function reasonOf(error: unknown): Text {
  if (error instanceof CannotStart) return text('{0}', error.reason);
  if (error instanceof UserError) return error.what;
  return text('{0}', error instanceof Error ? error.message : String(error));
}
