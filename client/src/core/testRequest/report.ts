/** A test request in words: the message at its end, and the page with all of it. */
import { text, type Text } from '../text/text';
import { errorLine, remedyOf, type Asked } from './remedy';
import { firstFailure, totalMs, type FailedStep, type StepResult } from './result';
import { stepTitle } from './steps';

/** One sentence for what came of it. */
export function summary(steps: readonly StepResult[], asked: Asked): readonly Text[] {
  const failed = firstFailure(steps);
  const times = joined(steps.flatMap(each => (each.outcome === 'skipped' ? [] : [timed(each)])));
  const left = steps.flatMap(each =>
    each.outcome === 'skipped' && each.step !== 'cleanup'
      ? [text('{0}: {1}', stepTitle(each.step), each.why)]
      : [],
  );
  if (failed !== undefined)
    return [
      text(
        'The test request to {0} failed at "{1}": {2}',
        asked.model,
        stepTitle(failed.step),
        errorLine(failed.error),
      ),
      remedyOf(failed, asked).words,
      text('Times: {0}.', times),
    ];
  return [
    text('The test request to {0} succeeded in {1}.', asked.model, duration(totalMs(steps))),
    text('Times: {0}.', times),
    ...(left.length === 0 ? [] : [text('Skipped: {0}.', joined(left))]),
  ];
}

/** The lines of the page. */
export function reportLines(steps: readonly StepResult[], asked: Asked): readonly Text[] {
  const hasTrained = steps.some(({ step, outcome }) => step === 'model' && outcome === 'done');
  return [
    text('Test request to {0}', asked.endpoint),
    text('Model: {0}', asked.model),
    text('Interpreter: {0}', asked.python),
    text('{0}', ''),
    ...steps.flatMap(each => stepLines(each, asked)),
    ...(hasTrained
      ? [
          text('{0}', ''),
          text(
            'The server keeps a short record of the run among its checkpoints, since no request removes one.',
          ),
        ]
      : []),
  ];
}

function stepLines(step: StepResult, asked: Asked): readonly Text[] {
  const title = stepTitle(step.step);
  switch (step.outcome) {
    case 'skipped':
      return [text('–{0}  {1}: skipped, {2}', column(''), title, step.why)];
    case 'done': {
      const words = step.detail === undefined ? title : text('{0} ({1})', title, step.detail);
      return [text('✓{0}  {1}', column(seconds(step.ms)), words)];
    }
    case 'failed':
      return [text('✗{0}  {1}: failed', column(seconds(step.ms)), title), ...errorLines(step, asked)];
  }
}

/** The error on one line, what helps, and of a traceback all of it. */
function errorLines(step: FailedStep, asked: Asked): readonly Text[] {
  const whole = step.error.message.trimEnd().split('\n');
  return [
    text('{0}', errorLine(step.error)),
    remedyOf(step, asked).words,
    ...(whole.length === 1 ? [] : whole.map(line => text('{0}', line))),
  ].map(line => text('{0}{1}', ' '.repeat(column('').length + 3), line));
}

/** Of one width, so that what follows begins at one column. */
const column = (words: string): string => words.padStart(10);

function timed({ step, ms }: Exclude<StepResult, { outcome: 'skipped' }>): Text {
  return text('{0} {1}', stepTitle(step), duration(ms));
}

function duration(ms: number): Text {
  return text('{0} s', (ms / 1000).toFixed(1));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** One text of several, as a chain: a text has no lists. */
function joined(texts: readonly Text[]): Text {
  const [first = text('{0}', ''), ...rest] = texts;
  return rest.reduce((before, each) => text('{0} · {1}', before, each), first);
}
