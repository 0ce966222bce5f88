/** The command line of `twinkle-check`. */
import { parseArgs } from 'node:util';
import { severities } from '../../analysis/settings/severity';
import type { SeverityName } from '../../protocol';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

/** What a configuration file may say as well; see checkConfig.ts. */
export interface CheckChoices {
  readonly twinkleVersion?: string;
  /** Exit with 1 for a finding of this severity or a graver one. */
  readonly failOn?: SeverityName;
}

export interface CheckArguments extends CheckChoices {
  /** Files, folders, or `-` for standard input. */
  readonly targets: readonly string[];
  readonly format: Format;
  /** Whether certain mistakes are fixed: in the files, or only shown as a difference. */
  readonly fix: 'no' | 'write' | 'show';
  /** Whether the launcher will have the environment of this process. */
  readonly launchEnv?: true;
  /** Language of the messages; absent: that of the environment, and English in formats for programs. */
  readonly locale?: string;
  /** A file of options; false: none is looked for; absent: the nearest one above. */
  readonly config?: string | false;
}

export type CheckCommand =
  | { readonly kind: 'check'; readonly arguments: CheckArguments }
  | { readonly kind: 'explain'; readonly code: string; readonly locale?: string }
  | { readonly kind: 'list'; readonly locale?: string }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'usage'; readonly problem: string };

export const usage = `Usage: twinkle-check [options] [FILE | FOLDER | -]...

Checks server_config.yaml and twinkle_cluster.yaml files. Folders are searched for server_config*.yaml and
twinkle_cluster*.yaml (or .yml), without what .gitignore excludes; - reads standard input; without a target, the current
folder is searched.

Options:
  --format FORMAT            text, json, sarif (SARIF 2.1.0) or github (workflow commands) (default: text)
  --fix                      apply all safe fixes to the files, then report the rest
  --dry-run                  with --fix: write nothing, print the changes as a unified diff
  --twinkle-version VERSION  check against this twinkle-kit version (default: detected, or the newest)
  --launch-env               also check the environment variables of this shell, for a launch from it
  --fail-on SEVERITY         error, warning, information or hint: exit with 1 at this or above (default: error)
  --locale LOCALE            language of messages and pages: en or zh-CN (default: for text as LC_ALL, LC_MESSAGES or LANG
                             say, else en)
  --config FILE              options from this file (default: the nearest twinkle-check.yaml or package.json with a
                             key "twinkle-check", in this folder or above)
  --no-config                use no such file
  --explain RULE             print the page of a rule
  --list-rules               print all rules
  --help                     print this text
  --version                  print the version

Exit status: 0 no such findings, 1 findings (with --dry-run also: changes), 2 wrong usage or a file that cannot be
read or written.
`;

/** Reads the arguments after the program's name. A wrong one becomes a `usage` command with the reason. */
export function readArguments(args: readonly string[]): CheckCommand {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        fix: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        'twinkle-version': { type: 'string' },
        'launch-env': { type: 'boolean' },
        'fail-on': { type: 'string' },
        locale: { type: 'string' },
        config: { type: 'string' },
        'no-config': { type: 'boolean' },
        explain: { type: 'string' },
        'list-rules': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    const locale = values.locale !== undefined && { locale: values.locale };
    if (values['list-rules']) return { kind: 'list', ...locale };
    if (values.explain !== undefined) return { kind: 'explain', code: values.explain, ...locale };
    const format = oneOf(formats, values.format, '--format');
    const failOn = values['fail-on'];
    const targets = positionals.length > 0 ? positionals : ['.'];
    const fix = values.fix !== true ? 'no' : values['dry-run'] === true ? 'show' : 'write';
    if (values['dry-run'] === true && fix === 'no') throw new Error('--dry-run goes with --fix');
    if (fix === 'write' && targets.includes('-'))
      throw new Error('--fix cannot write standard input: use --dry-run');
    const config = values['no-config'] === true ? false : values.config;
    return {
      kind: 'check',
      arguments: {
        targets,
        format,
        fix,
        ...(failOn !== undefined && { failOn: oneOf(severities, failOn, '--fail-on') }),
        ...(values['twinkle-version'] !== undefined && {
          twinkleVersion: versionOf(values['twinkle-version'], '--twinkle-version'),
        }),
        ...(values['launch-env'] === true && { launchEnv: true }),
        ...locale,
        ...(config !== undefined && { config }),
      },
    };
  } catch (error) {
    return { kind: 'usage', problem: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws Error where the value is none of the accepted ones */
export function oneOf<T extends string>(values: readonly T[], given: string, option: string): T {
  const value = values.find(candidate => candidate === given);
  if (value === undefined) throw new Error(`${option}: '${given}' is not one of ${values.join(', ')}`);
  return value;
}

/** @throws Error for what is no version */
export function versionOf(given: string, option: string): string {
  if (!/^\d+(\.\d+)*/.test(given)) throw new Error(`${option}: '${given}' is not a version such as 0.5.1`);
  return given;
}
