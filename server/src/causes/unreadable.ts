/**
 * Where the loader stopped to read a file, as PyYAML or OmegaConf say it: a line and column, or the key of a value. The
 * checks before a launch find it sooner, unless the file changes after them or depends on the environment.
 * Source: twinkle/server/config/server_config.py `ServerConfig.from_yaml`, twinkle-kit 0.4.0 to 0.5.1; yaml/error.py,
 * PyYAML 6; omegaconf/_utils.py `format_and_raise`, OmegaConf 2.4.0.
 */
import type { ConfigAnalysis } from '../analysis/analysis';
import type { Finding } from '../document/tree/finding';
import { lineText } from '../document/tree/textIn';
import type { ParsedDocument, Path, Span } from '../document/tree/tree';
import type { LaunchCause } from '../protocol';
import { text, type Text } from '../text/text';
import { valuePlace } from './valuePlace';

/** Undefined for an exception that is not of the loader. */
export function faultOf(
  { document, findings }: ConfigAnalysis,
  { message }: LaunchCause,
): Finding | undefined {
  if (!message.includes('Malformed YAML in ')) return undefined;
  const known = findings.filter(({ code, severity }) => code.startsWith('yaml-') && severity === 'error');
  const key = / full_key: (?<key>\S+)/.exec(message)?.groups?.['key'];
  if (key !== undefined) return ofValue(document, known, pathOf(key), message);
  const mark = [...message.matchAll(/, line (?<line>\d+), column \d+/g)].at(-1)?.groups?.['line'];
  if (mark === undefined) return undefined;
  const span = lineSpan(document, Number(mark) - 1);
  // The loader reports the first fault only, and may notice it some lines further on than we do.
  const [first] = known.toSorted((one, other) => one.span.start - other.span.start);
  return first ?? { ...fault('yaml-syntax', text('The file cannot be read as YAML here.')), span, path: [] };
}

function ofValue(
  document: ParsedDocument,
  known: readonly Finding[],
  path: Path,
  message: string,
): Finding | undefined {
  const place = valuePlace(document, path);
  if (place === undefined) return undefined;
  const { whole, span } = place;
  const there = known.find(finding => whole.start <= finding.span.start && finding.span.end <= whole.end);
  if (there !== undefined) return there;
  const variable = /Environment variable '(?<name>[^']*)' not found/.exec(message)?.groups?.['name'];
  const words =
    variable === undefined
      ? text('OmegaConf cannot resolve this interpolation.')
      : text('The environment of the launch has no variable `{0}`, which is read here.', variable);
  return { ...fault('yaml-interpolation', words), span, path };
}

function fault(code: string, message: Text) {
  return { code, stage: 'load', severity: 'error', message } as const;
}

/** `applications[0].name` */
function pathOf(key: string): Path {
  return (key.match(/[^.[\]]+/g) ?? []).map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

/** What is written on a line. A fault at the end of the file is on the last line that has something. */
function lineSpan(document: ParsedDocument, line: number): Span {
  const { lineStarts } = document;
  let at = Math.min(line, lineStarts.length - 1);
  while (at > 0 && lineText(document, at).trim() === '') at -= 1;
  const written = lineText(document, at);
  const start = (lineStarts[at] ?? 0) + written.length - written.trimStart().length;
  return { start, end: start + written.trim().length };
}
