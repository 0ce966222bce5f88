/**
 * What a failed step says and what helps, read off the error of the client. The words are those of twinkle-kit 0.5.1:
 * twinkle/server/gateway/app.py, utils/task_queue/mixin.py, state/model_manager.py, exceptions.py, twinkle/model/multi_lora.py.
 */
import { lastException } from '../launch/log/exception';
import type { Action } from '../text/action';
import { text, type Text } from '../text/text';
import { stepSeconds, type StepError } from './steps';
import type { FailedStep } from './result';

/** What the request was about. */
export interface Asked {
  readonly model: string;
  readonly endpoint: string;
  readonly python: string;
  /** The configuration that was launched. */
  readonly configFile: string;
}

export interface Remedy {
  readonly words: Text;
  /** The best first. */
  readonly actions: readonly Action[];
}

/** The error on one line: of the traceback of a server, what ended it. */
export function errorLine({ type, message, cause }: StepError): string {
  const words = inner(message).trim();
  const found = lastException(words.split('\n'))?.message;
  if (found !== undefined) return found;
  const line = words.split('\n').find(each => each.trim() !== '') ?? '';
  // "Connection error." alone says less than what is below it.
  return cause !== undefined
    ? `${type}: ${line} (${cause.split('\n')[0] ?? ''})`
    : line === ''
      ? type
      : `${type}: ${line}`;
}

/** Without what the client puts around the words of the server (tinker 0.16.1, lib/api_future_impl.py). */
function inner(message: string): string {
  return /^Request failed: ([\s\S]*) for self\.request_id=/.exec(message)?.[1] ?? message;
}

export function remedyOf({ step, error }: FailedStep, asked: Asked): Remedy {
  const { message, status, late } = error;
  const log: Action = { kind: 'showServerLog' };
  const config = (at: readonly (string | number)[]): Action => ({
    kind: 'openConfigFile',
    file: asked.configFile,
    at,
  });
  if (step === 'client') {
    const command = `${asked.python} -m pip install "twinkle-kit[client]" tinker`;
    return { words: text('Run: {0}', command), actions: [{ kind: 'selectInterpreter' }] };
  }
  if (isUnreachable(error)) {
    return error.proxy
      ? {
          words: text(
            'A proxy of the environment gets the requests for {0}. Add its host to NO_PROXY, under "env" of the cluster file.',
            asked.endpoint,
          ),
          actions: [{ kind: 'openClusterFile', at: ['env'] }],
        }
      : {
          words: text('Nothing answers at {0}. See whether the server has ended.', asked.endpoint),
          actions: [log],
        };
  }
  if (late)
    return {
      words: text(
        'It was not over after {0} s. Other requests may come first, or a worker hangs. The server log may show which.',
        stepSeconds[step],
      ),
      actions: [log],
    };
  if (message.includes('is not supported. Supported models'))
    return {
      words: text(
        'Add {0} to "supported_models" of the server application, and launch the server again.',
        asked.model,
      ),
      actions: [config(['applications'])],
    };
  if (/must be >= data world size|Batch too small/.test(message))
    return {
      words: text(
        'The server runs with another device mesh than the file has now. Stop the server, and launch it again.',
      ),
      actions: [{ kind: 'stopServer' }, log],
    };
  if (/(?:Rate|Model) limit exceeded|No lora available/.test(message) || status === 429)
    return {
      words: text(
        'Others use what the server has. Try again when they are done, or raise the limits under "adapter_config" and "queue_config".',
      ),
      actions: [config(['applications']), log],
    };
  if (message.includes('already held by another training task'))
    return {
      words: text(
        'A model that is trained in full serves one user at a time. Try again when the other one is done.',
      ),
      actions: [log],
    };
  if (status === 404 || status === 502 || status === 503)
    return {
      words: text(
        'The application that serves {0} does not answer. See whether it runs, and what its log says.',
        asked.model,
      ),
      actions: [log],
    };
  return { words: text('The server log has the whole error.'), actions: [log] };
}

function isUnreachable({ type, cause = '', message, status }: StepError): boolean {
  if (status !== undefined) return false;
  return (
    /^API(?:Connection|Timeout)Error$/.test(type) ||
    /Connect(?:ion)?Error|ConnectTimeout|refused/.test(`${cause} ${message}`)
  );
}
