/** What the keeper found wrong, in words. */
import type { Command } from '../../core/machine/command';
import { CannotStart } from '../../core/machine/cannotStart';
import type { FileFault } from '../../core/machine/keeper';
import { RecordConflict } from '../../core/records/recordConflict';
import { redactArgv } from '../../core/secrets/redact';
import { quote } from '../../core/format/shell';
import { text, UserError, type Text } from '../../core/text/text';
import { Refused, type KeeperError } from './errors';

/** Why a file or folder is not used. */
export function fileFault(error: KeeperError): FileFault {
  const { fault, uid = 0, mode = 0, isFolder = false } = error;
  const path = error.path ?? '?';
  switch (fault) {
    case 'link':
      return {
        what: text('{0} is not used: it is a link, and its target may change.', path),
        remedy: removal(path),
      };
    case 'owner':
      return {
        what: text('{0} is not used: it belongs to another user (uid {1}).', path, uid),
        remedy: isFolder
          ? text(
              'Set TWINKLE_STATE_HOME to a folder of your own, or run: {0}',
              `mv -- ${quote(path)} ${quote(`${path}.other`)}`,
            )
          : removal(path),
      };
    case 'mode':
      return {
        what: text(
          '{0} is not used: other users can change it (mode {1}).',
          path,
          mode.toString(8).padStart(4, '0'),
        ),
        remedy: text('Check its content, then run: {0}', `chmod go-w -- ${quote(path)}`),
      };
    case 'kind':
      return {
        what: text(
          '{0} is not used: a regular file or a folder is expected here, and it is something else.',
          path,
        ),
        remedy: removal(path),
      };
    case 'content':
      return { what: text('{0} is not a record of this version, so it is not changed.', path) };
    default:
      return { what: text('{0} cannot be read: {1}', path, error.errno ?? error.message) };
  }
}

function removal(path: string): Text {
  return text('If you do not need it, run: {0}', `rm -- ${quote(path)}`);
}

/** A file that is read for its content, whoever owns it. */
function readFault(error: KeeperError): Text | undefined {
  const path = error.path ?? '?';
  if (error.fault === 'link') return text('{0} is a link and not a regular file.', path);
  return error.fault === 'kind' ? text('{0} is not a regular file.', path) : undefined;
}

/** An error answer as an error for people; anything else as it is. @param name of the machine */
export function errorOf(error: unknown, op: string, name: string): unknown {
  if (!(error instanceof Refused)) return error;
  const { answer } = error;
  const options = { cause: error };
  switch (answer.code) {
    case 'exists':
    case 'missing':
      return new RecordConflict(answer.code);
    case 'fault': {
      const { what, remedy } = fileFault(answer);
      const read = op === 'read' || op === 'follow' ? readFault(answer) : undefined;
      return read === undefined
        ? new UserError(what, remedy, [], options)
        : new UserError(read, undefined, [], options);
    }
    case 'os':
      return ['read', 'follow', 'list', 'survey'].includes(op) && typeof answer.path === 'string'
        ? new UserError(fileFault(answer).what, undefined, [], options)
        : new UserError(
            text('An operation on the machine failed ({0}): {1}', name, answer.message),
            undefined,
            [],
            options,
          );
    case 'busy':
      return new UserError(
        text('Another program is at work on the records of the machine ({0}).', name),
        text('Try again.'),
        [],
        options,
      );
    case 'cannotStart':
      return new CannotStart(
        answer.program ?? '?',
        answer.reason ?? '?',
        startRemedy(answer),
        answer.step === 'folder' ? { kind: 'openFolder' } : [],
        options,
      );
    default:
      return new Error(`keeper, ${op}: ${answer.message}`, options);
  }
}

function startRemedy({ step, errno, cwd }: KeeperError): Text | undefined {
  if (step === 'folder') return text('Check that the folder {0} exists and can be entered.', cwd ?? '?');
  return errno === 'ENOENT' ? text('Check that the program exists.') : undefined;
}

/** @param ms how long it was allowed to take */
export function tookTooLong({ argv }: Command, ms: number): UserError {
  return new UserError(text('{0} did not finish within {1} s.', argvText(argv), ms / 1000));
}

/** Programs with long arguments, such as `python -c …`, are named by their first ones. */
function argvText(argv: readonly string[]): string {
  const shown = redactArgv(argv)
    .map(argument => (argument.length > 60 || argument.includes('\n') ? '…' : argument))
    .join(' ');
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
