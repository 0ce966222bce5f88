/**
 * `twinkle-check`: the findings of the language server on the command line. Its JSON and its exit codes are a promise;
 * docs in server/README.md.
 */
import { checkCommand } from './checkCommand';
import { nearestNames } from '../../strings/nearest';
import { exit } from './checkExit';
import { readArguments, usage } from './checkArguments';
import { print } from '../print';
import { printable } from './reports/printable';
import { languageOf, localeOf, type Language } from '../locales';
import { packageVersion } from '../packageVersion';
import { ruleList, rulePages } from './rulePages';

/** Does what the command line says, and sets the exit code. */
export function runCheck(): void {
  run(process.argv.slice(2)).then(
    code => {
      process.exitCode = code;
    },
    (error: unknown) => {
      // Not 1: a failure of this program is not a finding.
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`twinkle-check: ${words.split('\n').map(printable).join('\n')}\n`);
      process.exitCode = exit.trouble;
    },
  );
}

async function run(args: readonly string[]): Promise<number> {
  const command = readArguments(args);
  switch (command.kind) {
    case 'help':
      print(usage);
      return exit.clean;
    case 'version':
      print(`${packageVersion}\n`);
      return exit.clean;
    case 'list':
      print(ruleList(rulePages(languageFor(command))));
      return exit.clean;
    case 'explain':
      return explain(command.code, languageFor(command));
    case 'usage':
      process.stderr.write(`twinkle-check: ${printable(command.problem)}\n\n${usage}`);
      return exit.trouble;
    case 'check':
      return checkCommand(command.arguments);
  }
}

/** As that of messages in text: what is asked for, else that of the environment. */
function languageFor({ locale }: { readonly locale?: string }): Language {
  return languageOf(locale ?? localeOf(process.env));
}

function explain(code: string, language: Language): number {
  const pages = rulePages(language);
  const page = pages[code];
  if (page === undefined) {
    const [nearest] = nearestNames(code, Object.keys(pages));
    const hint = nearest === undefined ? '' : `: did you mean '${nearest.name}'?`;
    process.stderr.write(
      `twinkle-check: unknown rule '${printable(code)}'${hint} (--list-rules prints all)\n`,
    );
    return exit.trouble;
  }
  print(page);
  return exit.clean;
}
