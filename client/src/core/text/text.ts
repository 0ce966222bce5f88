import type { Action } from './action';
import { sentences } from './sentences';

/**
 * Texts for people, made where the meaning is and translated where they are shown: ui/ renders a text with
 * `vscode.l10n.t(template, ...args)`, whose bundle (l10n/bundle.l10n.<locale>.json) has the template as its key.
 */
export interface Text {
  readonly template: string;
  readonly args: readonly TextArgument[];
}

/** A text inside another is translated, too. */
export type TextArgument = string | number | Text;

/** Makes a text. `template` must be a literal, for the test that looks for missing translations. */
export function text(template: string, ...args: TextArgument[]): Text {
  return { template, args };
}

/** The English sentence, for logs and tests. */
export function plain({ template, args }: Text): string {
  return template.replace(/\{(\d+)\}/g, (place, index: string) => {
    const arg = args[Number(index)] ?? place;
    return typeof arg === 'object' ? plain(arg) : String(arg);
  });
}

export interface UserErrorOptions extends ErrorOptions {
  /** For the log alone, such as the end of a program's output. */
  readonly detail?: string;
}

/** An error made for people, which is expected to happen: what happened and why, and what fixes it. */
export class UserError extends Error {
  /** What fixes it, as buttons, the best first. */
  readonly actions: readonly Action[];
  readonly detail: string | undefined;

  constructor(
    readonly what: Text,
    /** What to do next, in words; may name a command of the extension. */
    readonly remedy?: Text,
    actions: Action | readonly Action[] = [],
    { detail, ...options }: UserErrorOptions = {},
  ) {
    super(sentences([what, remedy].filter(part => part !== undefined).map(plain)), options);
    this.name = 'UserError';
    this.actions = 'kind' in actions ? [actions] : actions;
    this.detail = detail;
  }
}

/** What a view shows of an error. */
export interface Problem {
  readonly what: Text;
  readonly remedy?: Text;
  readonly actions?: readonly Action[];
}

export function problemOf({ what, remedy, actions }: UserError): Problem {
  return {
    what,
    ...(remedy === undefined ? {} : { remedy }),
    ...(actions.length === 0 ? {} : { actions }),
  };
}
