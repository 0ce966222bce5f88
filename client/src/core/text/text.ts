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

/** An error made for people: what happened and why, and which command or action fixes it. */
export class UserError extends Error {
  constructor(
    readonly what: Text,
    /** What to do next, in words; may name a command of the extension. */
    readonly remedy?: Text,
    /** A command id of the extension that fixes it, offered as a button. */
    readonly command?: string,
    options?: ErrorOptions,
  ) {
    super(remedy === undefined ? plain(what) : `${plain(what)} ${plain(remedy)}`, options);
    this.name = 'UserError';
  }
}

/** What a view shows of an error: its words, and the command of the extension that fixes it. */
export interface Problem {
  readonly what: Text;
  readonly remedy?: Text;
  readonly command?: string;
}

export function problemOf({ what, remedy, command }: UserError): Problem {
  return {
    what,
    ...(remedy === undefined ? {} : { remedy }),
    ...(command === undefined ? {} : { command }),
  };
}
