/**
 * A text for a bug report about a launch, in Markdown and in English, whatever the display language.
 */
import { quote } from '../format/shell';
import { redact, redactArgv } from '../secrets/redact';
import { plain } from '../text/text';
import type { LaunchView } from './view';

export interface ReportFacts {
  /** Names of programs with their versions, in the order in which they are shown; undefined is unknown. */
  readonly versions: readonly (readonly [name: string, version: string | undefined])[];
  readonly view: Pick<LaunchView, 'state' | 'argv' | 'problem' | 'applications' | 'job'>;
  /** The value of the file that the launch failed at, with dots between its keys. */
  readonly place?: string;
  /** The last lines of the log. */
  readonly lines: readonly string[];
  /** Text of the configuration; absent where it cannot be read. */
  readonly config?: string;
}

/** No secret is in it, as far as `core/secrets` knows one. */
export function launchReport({ versions, view, place, lines, config }: ReportFacts): string {
  const { argv, problem, applications, state, job } = view;
  const cause = problem?.cause;
  const parts = [
    section('Versions', versions.map(([name, version]) => `- ${name}: ${version ?? 'unknown'}`).join('\n')),
    section('Command', argv === undefined ? 'unknown' : fenced('sh', redactArgv(argv).map(quote).join(' '))),
    section(
      'Result',
      [
        `- State: ${state}`,
        ...(job === undefined ? [] : [`- Ray Job: ${code(job.id)}, ${job.status}`]),
        ...(problem === undefined ? [] : [`- What: ${redact(plain(problem.what))}`]),
        ...(cause === undefined ? [] : [`- Cause: ${code(redact(cause.message))}`]),
        ...(place === undefined ? [] : [`- At: ${code(place)}`]),
        ...applications.map(({ name, phase }) => `- Application ${code(name)}: ${phase}`),
      ].join('\n'),
    ),
    section(`Last ${lines.length} lines of the log`, fenced('text', redact(lines.join('\n')))),
    ...(config === undefined ? [] : [section('Configuration', fenced('yaml', redact(config.trimEnd())))]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, text: string): string {
  return `### ${title}\n\n${text}`;
}

/** With more backticks than the text has in a row, so that it cannot end the block. */
function fenced(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longest(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function code(text: string): string {
  const fence = '`'.repeat(longest(text) + 1);
  const space = text.includes('`') ? ' ' : '';
  return fence + space + text.replaceAll(/\s+/g, ' ') + space + fence;
}

function longest(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([found]) => found.length));
}
