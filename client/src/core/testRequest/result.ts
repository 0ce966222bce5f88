/** What came of a test request: each step with its time, or why it was not taken. */
import { lastLine } from '../format/strings';
import type { Exit } from '../machine/command';
import { counted } from '../text/counted';
import { text, type Text } from '../text/text';
import { decodeEvents, stepIds, type StepError, type StepEvent, type StepId } from './steps';
import type { TestTarget } from './target';

export type StepResult =
  | { readonly step: StepId; readonly outcome: 'done'; readonly ms: number; readonly detail?: Text }
  | { readonly step: StepId; readonly outcome: 'failed'; readonly ms: number; readonly error: StepError }
  | { readonly step: StepId; readonly outcome: 'skipped'; readonly why: Text };

export type FailedStep = Extract<StepResult, { outcome: 'failed' }>;

/** Milliseconds of all steps. */
export function totalMs(steps: readonly StepResult[]): number {
  return steps.reduce((sum, each) => sum + (each.outcome === 'skipped' ? 0 : each.ms), 0);
}

export function firstFailure(steps: readonly StepResult[]): FailedStep | undefined {
  return steps.find((each): each is FailedStep => each.outcome === 'failed');
}

/** The result of each step, in their order, from the end of the program. */
export function resultOf(target: TestTarget, exit: Exit): readonly StepResult[] {
  const events = decodeEvents(exit.stdout);
  const known = new Map<StepId, StepResult>();
  for (const event of events) {
    const result = ended(event);
    if (result !== undefined) known.set(event.step, result);
  }
  // It does not end in the middle of a step by itself.
  const last = events.at(-1)?.step ?? 'client';
  if (!known.has(last)) known.set(last, { step: last, outcome: 'failed', ms: 0, error: crashed(exit) });
  return stepIds.map(
    step => known.get(step) ?? { step, outcome: 'skipped', why: whyNot(step, target, known) },
  );
}

function ended({ step, state, ms = 0, error, version, tokens }: StepEvent): StepResult | undefined {
  if (state === 'begun') return undefined;
  if (state === 'done') {
    const detail =
      version !== undefined
        ? text('tinker {0}', version)
        : tokens !== undefined
          ? counted(tokens, text('1 token'), text('{0} tokens', tokens))
          : undefined;
    return { step, outcome: 'done', ms, ...(detail && { detail }) };
  }
  const unknown = { type: 'Exception', message: '', late: false, proxy: false };
  return { step, outcome: 'failed', ms, error: error ?? unknown };
}

function crashed({ code, signal, stderr }: Exit): StepError {
  const message = lastLine(stderr);
  const ending = `exit code ${code ?? signal ?? '?'}`;
  return { type: 'SystemExit', message: message === '' ? ending : message, late: false, proxy: false };
}

function whyNot(
  step: StepId,
  { model, train, sample }: TestTarget,
  known: ReadonlyMap<StepId, StepResult>,
): Text {
  const hasFailed = (id: StepId) => known.get(id)?.outcome === 'failed';
  if (step === 'cleanup') return text('there is nothing to clean up');
  if ((step === 'model' || step === 'train') && train === undefined)
    return text('no application of the configuration trains {0}', model);
  if (step === 'sample' && sample === undefined)
    return text('no application of the configuration samples {0}', model);
  const meant = step === 'train' ? train : step === 'sample' ? sample : undefined;
  if (meant?.answers === false)
    return text('a mock with several ranks cannot answer; one with a single rank can');
  if (step === 'train' && hasFailed('model')) return text('there is no model');
  return text('an earlier step failed');
}
