/** Findings as workflow commands, which GitHub Actions shows beside the lines of a change. */
import type { CheckedFile, SeverityName } from '../../../protocol';
import { withoutControls } from './printable';

const commands: Record<SeverityName, string> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** One command a line. Lines and columns count from 1; a command may name columns only within one line. */
export function githubReport(files: readonly CheckedFile[]): string {
  return files
    .flatMap(({ path, findings }) =>
      findings.map(({ severity, code, message, range: { start, end } }) => {
        const columns =
          start.line === end.line
            ? { col: start.character + 1, endColumn: Math.max(end.character, start.character + 1) }
            : {};
        const places = { file: path, line: start.line + 1, endLine: end.line + 1, ...columns, title: code };
        const properties = Object.entries(places).map(
          ([name, value]) => `${name}=${property(String(value))}`,
        );
        return `::${commands[severity]} ${properties.join(',')}::${data(message)}\n`;
      }),
    )
    .join('');
}

/** The runner's own notation, where line breaks need none since they are gone: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(value: string): string {
  return withoutControls(value).replaceAll('%', '%25');
}

function property(value: string): string {
  return data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
