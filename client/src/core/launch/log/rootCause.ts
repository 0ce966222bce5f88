/**
 * The last true error in the log of a failed launch. What the launcher itself says last is often only
 * `Deploying application X failed`; the cause stands above it, in a block that Serve's controller wrote
 * (twinkle-kit 0.5.1, server/launcher; ray 2.60, serve/_private/deployment_state.py).
 */
import { launchEvents } from './events';
import { stripAnsi, workerLine } from './fold';
import type { RootCause } from '../view';
import { lastException, type FoundException } from './exception';
import { unboxed } from './box';

/** Looks at the lines of a log, colored and doubled as they are. Undefined where none of them reports an error. */
export function rootCause(lines: readonly string[]): RootCause | undefined {
  const all = lines.map(stripAnsi);
  // What failed before was tried again with success, or the launcher would not have come that far.
  const good = all.findLastIndex(line =>
    launchEvents(line).some(({ kind }) => kind === 'deployed' || kind === 'all-started'),
  );
  const bare = all.slice(good + 1);
  const own = unboxed(bare.filter(line => workerLine(line) === undefined));
  const refused = refusedConfiguration(own);
  if (refused !== undefined) return refused;
  const driver = lastException(own);
  // A replica's failure is the cause where the launcher's error only reports it, or where there is no other.
  const reported = /^RuntimeError: Deploying application (?<name>.+?) failed: /.exec(driver?.message ?? '');
  const replica = lastReplicaFailure(bare, reported?.groups?.['name']);
  if (replica !== undefined && (driver === undefined || reported !== null)) return replica;
  const controller = reported === null ? undefined : lastControllerError(bare);
  const found = controller ?? driver ?? plainError(own);
  if (found === undefined) return undefined;
  const application = reported?.groups?.['name'] ?? applicationUnderWay(bare);
  return { ...found, ...(application === undefined ? {} : { application }) };
}

/** `error: …` of the command line (twinkle-kit 0.5.1, server/cli/app.py), with what follows it. */
function refusedConfiguration(lines: readonly string[]): RootCause | undefined {
  const start = lines.findLastIndex(line => line.startsWith('error: '));
  if (start < 0) return undefined;
  const raw = lines.slice(start).filter(line => !line.startsWith('    For further information visit '));
  const [first = '', ...rest] = raw.map(line => line.trim());
  if (!first.startsWith('error: invalid configuration')) {
    return {
      message: [first.slice('error: '.length), ...rest].join(' ').trim(),
      raw: raw.join('\n').trimEnd(),
    };
  }
  return { message: firstValidationError(rest) ?? first, raw: raw.join('\n').trimEnd() };
}

/** pydantic writes a count, then pairs of a path and an indented message. */
function firstValidationError(lines: readonly string[]): string | undefined {
  const [count = '', path = '', message = ''] = lines;
  if (!/^\d+ validation errors? for /.test(count)) return undefined;
  // What is wrong with the file as a whole has no path.
  if (path.includes(' [type=')) return withoutValue(path);
  const words = withoutValue(message);
  return words === '' ? path : `${path}: ${words}`;
}

/** Without the value, which may be a secret. */
function withoutValue(message: string): string {
  return message.replace(/ \[type=.*$/, '');
}

/** `when allocating`: its actor or its runtime environment could not be made. */
const failureHeader =
  / Exception (?:in|when allocating) Replica\(id='[^']*', deployment='[^']*', app='(?<app>[^']*)'\)/;
/** The start of the next record of the controller's log: the end of a block. */
const controllerRecord = /^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) \d{4}-\d\d-\d\d /;

/**
 * Of the blocks `Exception in Replica(…)`, the last that holds an exception.
 *
 * @param of the application that is said to have failed: what an earlier launch left may fail while it is removed
 */
function lastReplicaFailure(lines: readonly string[], of: string | undefined): RootCause | undefined {
  const controller = controllerLines(lines);
  for (let start = controller.length - 1; start >= 0; start -= 1) {
    const header = failureHeader.exec(controller[start] ?? '');
    if (header === null || (of !== undefined && header.groups?.['app'] !== of)) continue;
    const application = header.groups?.['app'];
    const rest = controller.slice(start + 1);
    // Copies of one block may be mixed with one another; a header of the same application does not end it.
    const end = rest.findIndex(
      line => controllerRecord.test(line) && failureHeader.exec(line)?.groups?.['app'] !== application,
    );
    const found = lastException(end < 0 ? rest : rest.slice(0, end));
    if (found !== undefined) return { ...found, ...(application === undefined ? {} : { application }) };
  }
  return undefined;
}

/** An exception in the controller itself, such as for options that it refuses. */
function lastControllerError(lines: readonly string[]): FoundException | undefined {
  return lastException(controllerLines(lines));
}

function controllerLines(lines: readonly string[]): readonly string[] {
  return lines.flatMap(line => {
    const worker = workerLine(line);
    return worker?.name === 'ServeController' ? [worker.text] : [];
  });
}

/** What Ray's C++ part writes of errors: `[time E pid thread] file.cc:line: words`. */
const coreError = /^\[\d{4}-\d\d-\d\d [\d:,.]+ [EFC] \d+ \d+\] \S+:\d+: (?<words>.*)$/;

/** For what is no Python exception: the last line that says of itself that it is an error. */
function plainError(lines: readonly string[]): FoundException | undefined {
  const line = lines.findLast(
    each =>
      coreError.test(each) ||
      /^(?:\S*: )*(?:error|fatal)\b/i.test(each) ||
      /: No module named \S+$/.test(each),
  );
  if (line === undefined) return undefined;
  return { message: coreError.exec(line)?.groups?.['words'] ?? line.trim(), raw: line };
}

/** The launcher deploys one application after another: the last that was begun and not finished. */
function applicationUnderWay(lines: readonly string[]): string | undefined {
  let under: string | undefined;
  for (const event of lines.flatMap(launchEvents)) {
    if (event.kind === 'starting') under = event.application;
    if (event.kind === 'deployed') under = undefined;
  }
  return under;
}
