/** The steps of a test request, and what its program reports of them (client/testRequest/program.py). */
import { asAmount, asBoolean, asObject, asString, present, type JsonObject } from '../format/json';
import { text, type Text } from '../text/text';

/** In their order. */
export const stepIds = ['client', 'session', 'model', 'train', 'sample', 'cleanup'] as const;

export type StepId = (typeof stepIds)[number];

/**
 * How long each may take, in seconds: the first pass of a large model compiles its kernels, and one that is
 * trained in full is loaded anew when it is unloaded.
 */
export const stepSeconds: Readonly<Record<StepId, number>> = {
  client: 90,
  session: 30,
  model: 180,
  train: 300,
  sample: 180,
  cleanup: 300,
};

/** An error as Python has it. */
export interface StepError {
  readonly type: string;
  readonly message: string;
  /** The time of the step was over; the error is the last one that the client has tried to get past, if there was one. */
  readonly late: boolean;
  /** Requests for the server go through a proxy. */
  readonly proxy: boolean;
  /** Of the answer, where there was one. */
  readonly status?: number;
  /** The exception at the bottom of a chain. */
  readonly cause?: string;
}

export interface StepEvent {
  readonly step: StepId;
  readonly state: 'begun' | 'done' | 'failed';
  /** Milliseconds that it took. */
  readonly ms?: number;
  readonly error?: StepError;
  /** Of the client package. */
  readonly version?: string;
  /** Sampled ones. */
  readonly tokens?: number;
}

export function stepTitle(step: StepId): Text {
  switch (step) {
    case 'client':
      return text('Load the client');
    case 'session':
      return text('Open a session');
    case 'model':
      return text('Create a model');
    case 'train':
      return text('Send forward_backward');
    case 'sample':
      return text('Sample tokens');
    case 'cleanup':
      return text('Clean up');
  }
}

/** What a record of a JSON text sequence begins with (RFC 7464). */
const separator = '\u001e';

/** Events in an output; lines between them, and what is no event, are left out. */
export function decodeEvents(output: string): readonly StepEvent[] {
  return output
    .split(separator)
    .slice(1)
    .flatMap(record => decodeEvent(record.slice(0, record.indexOf('\n'))) ?? []);
}

function decodeEvent(line: string): StepEvent | undefined {
  let value: JsonObject | undefined;
  try {
    value = asObject(JSON.parse(line));
  } catch {
    return undefined;
  }
  const step = stepIds.find(each => each === value?.['step']);
  const state = (['begun', 'done', 'failed'] as const).find(each => each === value?.['state']);
  if (value === undefined || step === undefined || state === undefined) return undefined;
  return {
    step,
    state,
    ...present({
      ms: asAmount(value['ms']),
      error: decodeError(asObject(value['error'])),
      version: asString(value['version']),
      tokens: asAmount(value['tokens']),
    }),
  };
}

function decodeError(value: JsonObject | undefined): StepError | undefined {
  if (value === undefined) return undefined;
  return {
    type: asString(value['type']) ?? 'Exception',
    message: asString(value['message']) ?? '',
    late: asBoolean(value['late']) ?? false,
    proxy: asBoolean(value['proxy']) ?? false,
    ...present({ status: asAmount(value['status']), cause: asString(value['cause']) }),
  };
}
