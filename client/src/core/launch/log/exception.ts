/** Exceptions in the text of Python tracebacks. */
export interface FoundException {
  /** Type and message on one line, such as `TypeError: …`. */
  readonly message: string;
  readonly raw: string;
}

/** `package.SomeError: message`, `SomeError` alone, or Ray's `RayTaskError(TypeError): …`, at the very left. */
const exceptionLine =
  /^(?<type>(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Timeout|Failure|Died|Unavailable)|(?:[A-Za-z_]\w*\.)+[A-Z]\w*)(?<cause>\([\w.]+\))?(?::(?<message>.*))?$/;

/** Lines of a message that go on below the exception's own line, at most. */
const maxMessageLines = 12;

/**
 * The last exception of a text without prefixes: of chained tracebacks the one that ended the process. A message of
 * several lines is taken up to the first blank line or the next traceback.
 */
export function lastException(lines: readonly string[]): FoundException | undefined {
  const start = lines.findLastIndex(isException);
  const first = lines[start];
  if (first === undefined) return undefined;
  const rest = lines.slice(start + 1, start + 1 + maxMessageLines);
  const end = rest.findIndex(
    line => line.trim() === '' || /^Traceback |^\[\d{4}-|^\w+ \d{4}-\d\d-\d\d /.test(line),
  );
  // Of mixed copies of a traceback, lines that only point into the line above them may follow.
  const message = [first, ...(end < 0 ? rest : rest.slice(0, end))].filter(line => !/^\s*[~^]+$/.test(line));
  const words = message
    .map(line => line.trim())
    .join(' ')
    .replace(/^((?:\w+\.)*\w+):?$/, '$1');
  const failed = hasMessage(first) ? undefined : lineOfCode(lines.slice(0, start));
  return {
    message: shortType(failed === undefined ? words : `${words} (${failed})`),
    raw: message.join('\n'),
  };
}

function isException(line: string): boolean {
  const match = exceptionLine.exec(line);
  if (match === null) return false;
  const message = match.groups?.['message']?.trim() ?? '';
  // `RuntimeError: Traceback (most recent call last):` carries another traceback, whose own end is what counts.
  return !message.startsWith('Traceback (most recent call last)') && !/^ray::\S+\(\)/.test(message);
}

function hasMessage(line: string): boolean {
  return (exceptionLine.exec(line)?.groups?.['message']?.trim() ?? '') !== '';
}

/** `assert …` says more than a bare AssertionError: the innermost line of code of the traceback. */
function lineOfCode(lines: readonly string[]): string | undefined {
  const file = lines.findLastIndex(line => /^ {2}File "/.test(line));
  const code = file < 0 ? undefined : lines[file + 1]?.trim();
  return code === undefined || code === '' ? undefined : code;
}

/** `a.b.SomeError: …` → `SomeError: …`: the module of an exception says nothing to a reader of the message. */
function shortType(message: string): string {
  return message.replace(/^(?:[A-Za-z_]\w*\.)+(?=[A-Z]\w*)/, '');
}
