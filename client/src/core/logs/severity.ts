/**
 * Severity and time of a line, in the forms that Ray, Ray Serve, twinkle-kit and the libraries below them write:
 *
 * - `[2026-11-29 17:00:25,997 W 18052 18052] (raylet) main.cc:283: …` (ray 2.60, src/ray/util/logging.cc),
 * - `2026-11-29 17:00:14,417⇥INFO utils.py:319 -- …` (ray 2.60, _private/ray_constants.py),
 * - `INFO 2026-11-29 17:03:45,323 controller 20069 -- …` (ray 2.60, serve/_private/logging_utils.py),
 * - `[2026-11-29 17:06:20][INFO:twinkle] …` (twinkle-kit 0.5.1, utils/logger.py),
 * - `INFO:     127.0.0.1 - "GET /"` (uvicorn), `ERROR:root:…` and `… - ERROR - …` (Python's logging).
 */

export type Severity = 'debug' | 'info' | 'warning' | 'error';

/** What the head of a line says. Undefined where it has none: it then belongs to the record above it. */
export interface LineHead {
  readonly severity: Severity;
  /** As the line has it, such as `2026-11-29 17:00:25,997`. */
  readonly time?: string;
}

const time = String.raw`(?<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?)`;
const level = '(?<level>TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)';
const heads = [
  new RegExp(String.raw`^\[${time} (?<letter>[DIWECF]) \d+ \d+\]`),
  new RegExp(String.raw`^${time}\s+${level}\b`),
  new RegExp(String.raw`^${level} ${time}\b`),
  new RegExp(String.raw`^\[${time}\]\s?\[${level}\b`),
  new RegExp(String.raw`^${time} - [\w.]{1,80} - ${level} - `),
  new RegExp(String.raw`^\[?${time}\]?[: -]{1,3}\[?${level}\b`),
  // vLLM and others write the day without its year.
  new RegExp(String.raw`^${level} (?<time>\d\d-\d\d \d\d:\d\d:\d\d) `),
  new RegExp(String.raw`^${level}:`),
];
const letters: Readonly<Record<string, Severity>> = { D: 'debug', I: 'info', W: 'warning' };

/** Of a line without colors and without the prefix of its process. */
export function headOf(line: string): LineHead | undefined {
  for (const pattern of heads) {
    const groups = pattern.exec(line)?.groups;
    if (groups === undefined) continue;
    const { time: at, letter, level: word = '' } = groups;
    const severity = letter === undefined ? ofWord(word) : (letters[letter] ?? 'error');
    return { severity, ...(at === undefined ? {} : { time: at }) };
  }
  const plain = plainSeverity(line);
  return plain === undefined ? undefined : { severity: plain };
}

function ofWord(word: string): Severity {
  if (word === 'TRACE' || word === 'DEBUG') return 'debug';
  if (word === 'INFO' || word === 'NOTICE') return 'info';
  return word.startsWith('WARN') ? 'warning' : 'error';
}

/** Lines that no logger wrote. */
function plainSeverity(line: string): Severity | undefined {
  // Rich draws a box around it.
  if (/^(?:[╭+][─-]{1,400} )?Traceback \(most recent call last\)/.test(line)) return 'error';
  if (/^(?:[\w.]{1,200}\.)?[A-Z]\w{0,80}(?:Error|Exception)(?:\(\w+\))?(?::|$)/.test(line)) return 'error';
  if (/^(?:error|fatal|fatal error):/i.test(line)) return 'error';
  // Python's `warnings`: `/venv/x.py:64: FutureWarning: …`.
  if (/^\S{1,400}:\d+: \w{0,60}Warning: /.test(line)) return 'warning';
  return undefined;
}
