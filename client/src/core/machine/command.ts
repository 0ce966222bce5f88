/**
 * The description of one command. Preview, copy as script, local run and (later) SSH run all use it, so what is
 * shown is what runs. Secrets are named here, never held: whoever runs the command gets them from a secret store and
 * passes them by the environment of the process, never by its argv.
 */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  /** Set in addition to the machine's own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Names that must not be inherited. */
  readonly unset?: readonly string[];
  /** Environment variable → name of the secret that fills it. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** How a command ended. `code` is null when a signal ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last part of the output, at most `RunOptions.maxOutputBytes` each. */
  readonly stdout: string;
  readonly stderr: string;
}
