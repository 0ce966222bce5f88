/** What the extension's log holds of an error. */
import { UserError } from './text';

export interface Logged {
  readonly level: 'warn' | 'error';
  readonly lines: readonly string[];
}

/** A refusal in words, with what it knows beside them; anything else with its stack trace, which shows where it began. */
export function logged(error: unknown): Logged {
  if (!(error instanceof UserError)) return { level: 'error', lines: [inFull(error)] };
  const { message, detail, cause } = error;
  const more = [detail, ...causes(cause)].filter(line => line !== undefined && line.trim() !== '');
  return { level: 'warn', lines: [message, ...more.filter(line => line !== message)] as string[] };
}

/** The words of a cause and of its own causes: what is expected needs no trace of its way. */
function causes(cause: unknown): string[] {
  const words: string[] = [];
  for (let each = cause; each instanceof Error && words.length < 5; each = each.cause)
    words.push(each.message);
  return words;
}

function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
