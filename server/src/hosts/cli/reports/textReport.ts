/** What `twinkle-check` prints for people: one line per finding, the source line and a caret under the place. */
import { styleText } from 'node:util';
import { copyOf } from '../../../strings/copyOf';
import { severities } from '../../../analysis/settings/severity';
import type { CheckedFile, CheckedFinding, SeverityName } from '../../../protocol';
import { printable } from './printable';

/** A checked file with the lines of it that the report shows, by number from 0. */
export interface ReportedFile {
  readonly checked: CheckedFile;
  readonly lines: Readonly<Record<number, string>>;
}

/** The lines on which findings begin, without the text that they are cut from: many large files would fill the memory. */
export function shownLines(text: string, findings: readonly CheckedFinding[]): ReportedFile['lines'] {
  if (findings.length === 0) return {};
  const lines = text.split(/\r\n|\n|\r/);
  return Object.fromEntries(
    findings.map(({ range: { start } }) => [start.line, copyOf(lines[start.line] ?? '')]),
  );
}

/** Columns of a source line that are shown at most; a longer line is cut around the place. */
const lineWidth = 120;

const colors = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const;

/** The whole report, ending with a line that counts. Lines and columns count from 1, columns in UTF-16 units. */
export function textReport(files: readonly ReportedFile[], color: boolean): string {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const blocks = files.flatMap(file =>
    file.checked.findings.map(finding => findingBlock(file, finding, paint)),
  );
  return [...blocks, `${summary(files.map(file => file.checked))}\n`].join('\n');
}

type Paint = (style: (typeof colors)[SeverityName] | 'bold', text: string) => string;

function findingBlock(file: ReportedFile, finding: CheckedFinding, paint: Paint): string {
  const { start, end } = finding.range;
  const place = paint('bold', `${printable(file.checked.path)}:${start.line + 1}:${start.character + 1}`);
  const severity = paint(colors[finding.severity], finding.severity);
  const line = file.lines[start.line] ?? '';
  const until = end.line === start.line ? end.character : line.length;
  const { shown, caret } = excerpt(line, start.character, until);
  const message = printable(`${finding.code} ${finding.message}`);
  return `${place} ${severity} ${message}\n  ${shown}\n  ${paint(colors[finding.severity], caret)}\n`;
}

/** A source line cut to what fits, and the carets for its columns from `start` to `end`. */
export function excerpt(line: string, start: number, end: number): { shown: string; caret: string } {
  const from = line.length <= lineWidth ? 0 : Math.max(0, Math.min(start - 20, line.length - lineWidth));
  const to = Math.min(line.length, from + lineWidth);
  const before = `${from > 0 ? '…' : ''}${line.slice(from, start)}`;
  const marked = line.slice(start, Math.min(end, to));
  const shown = `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
  return { shown: printable(shown), caret: padding(before) + '^'.repeat(Math.max(1, columns(marked))) };
}

/** As wide as the text, with its tabs kept so that the terminal widens both alike. */
function padding(text: string): string {
  return Array.from(text, character => (character === '\t' ? '\t' : ' '.repeat(columns(character)))).join('');
}

/** What a terminal shows two columns wide (Unicode's EastAsianWidth.txt). In escapes: products are ASCII (hosts/compiledCode.ts). */
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;

/** Terminal columns of a text: two for East Asian wide characters and emoji, none for combining marks. */
function columns(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

function summary(files: readonly CheckedFile[]): string {
  const findings = files.flatMap(file => file.findings);
  const counts = severities.flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : [plural(count, severityNouns[severity])];
  });
  return `${plural(files.length, ['file', 'files'])}: ${counts.join(', ') || 'no findings'}`;
}

const severityNouns: Record<SeverityName, [string, string]> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['information', 'informations'],
  hint: ['hint', 'hints'],
};

function plural(count: number, [one, many]: [string, string]): string {
  return `${count} ${count === 1 ? one : many}`;
}
