/** The command line of `twinkle-check`. */
import { parseArgs } from 'node:util';
import { severities } from '../features/severity';
import type { SeverityName } from '../protocol';

export interface CheckArguments {
  /** Files, folders, or `-` for standard input. */
  readonly targets: readonly string[];
  readonly format: 'text' | 'json';
  readonly twinkleVersion?: string;
  /** Exit with 1 for a finding of this severity or a graver one. */
  readonly failOn: SeverityName;
}

export type CheckCommand =
  | { readonly kind: 'check'; readonly arguments: CheckArguments }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'usage'; readonly problem: string };

export const usage = `Usage: twinkle-check [options] [FILE | FOLDER | -]...

Checks server_config.yaml and twinkle_cluster.yaml files. Folders are searched for server_config*.yaml and
twinkle_cluster*.yaml (or .yml); - reads standard input; without a target, the current folder is searched.

Options:
  --format text|json         how findings are printed (default: text)
  --twinkle-version VERSION  check against this twinkle-kit version (default: told by the file, else the newest)
  --fail-on SEVERITY         error, warning, information or hint: exit with 1 from there on (default: error)
  --help                     print this text
  --version                  print the version

Exit status: 0 nothing to fail on, 1 findings, 2 wrong usage or a file that cannot be read.
`;

/** Reads the arguments after the program's name. A wrong one becomes a `usage` command with the reason. */
export function readArguments(args: readonly string[]): CheckCommand {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        'twinkle-version': { type: 'string' },
        'fail-on': { type: 'string', default: 'error' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    const format = oneOf(['text', 'json'] as const, values.format, '--format');
    const failOn = oneOf(severities, values['fail-on'], '--fail-on');
    const twinkleVersion = values['twinkle-version'];
    if (twinkleVersion !== undefined && !/^\d+(\.\d+)*/.test(twinkleVersion)) {
      throw new Error(`--twinkle-version: '${twinkleVersion}' is no version such as 0.5.1`);
    }
    const targets = positionals.length > 0 ? positionals : ['.'];
    return {
      kind: 'check',
      arguments: { targets, format, failOn, ...(twinkleVersion !== undefined && { twinkleVersion }) },
    };
  } catch (error) {
    return { kind: 'usage', problem: error instanceof Error ? error.message : String(error) };
  }
}

function oneOf<T extends string>(values: readonly T[], given: string, option: string): T {
  const value = values.find(candidate => candidate === given);
  if (value === undefined) throw new Error(`${option}: '${given}' is none of ${values.join(', ')}`);
  return value;
}
