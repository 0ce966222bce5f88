/** What is asked before something that cannot be undone or is likely to fail. */
import type { Findings, LaunchView, PreflightCheck } from './view';
import { counted } from '../text/counted';
import { listed } from '../text/listed';
import { text, type Text } from '../text/text';

export interface Question {
  readonly ask: Text;
  readonly details: readonly Text[];
  /** The answer that goes on. */
  readonly yes: Text;
  /** Path of the file whose problems can be shown instead, which is offered first. */
  readonly problemsOf?: string;
}

/** Errors that are named; the rest is counted. */
const mostNamed = 3;
const mostCharacters = 300;

/** Before the launch of a file that has errors. */
export function knownErrorsQuestion(configFile: string, { errors }: Findings): Question {
  const file = configFile.slice(configFile.lastIndexOf('/') + 1);
  const rest = errors.length - mostNamed;
  return {
    ask: counted(
      errors.length,
      text('{0} has 1 error. Launch the server anyway?', file),
      text('{0} has {1} errors. Launch the server anyway?', file, errors.length),
    ),
    details: [
      ...errors
        .slice(0, mostNamed)
        .map(({ line, message }) => text('{0}:{1}: {2}', file, line, shortened(message))),
      ...(rest > 0 ? [text('… and {0} more', rest)] : []),
      text('The server would fail or give wrong results.'),
    ],
    yes: text('Launch Anyway'),
    problemsOf: configFile,
  };
}

/** Before a launch whose checks warn. */
export function warningsQuestion(warnings: readonly PreflightCheck[]): Question {
  return {
    ask: counted(
      warnings.length,
      text('A check shows a warning. Launch the server anyway?'),
      text('{0} checks show a warning. Launch the server anyway?', warnings.length),
    ),
    details: warnings.map(({ title, detail, remedy }) =>
      [detail, remedy].reduce<Text>(
        (words, part) => (part === undefined ? words : text('{0} — {1}', words, part)),
        title,
      ),
    ),
    yes: text('Launch Anyway'),
  };
}

/** Before a stop of the server that ends what somebody else deployed, too. */
export function otherApplicationsQuestion(others: readonly string[]): Question {
  return {
    ask: text('Stopping the server removes every application of this Ray cluster. Stop it?'),
    details: [text('Applications that were not launched from here: {0}', listed(others))],
    yes: text('Stop Server'),
  };
}

/** The first line: a message may go on with an explanation. */
function shortened(message: string): string {
  const [line = ''] = message.split('\n', 1);
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;
}

/**
 * Before a stop of the Ray cluster, which ends all that runs on it; undefined where nothing does.
 * @param applications that Ray Serve reports
 */
export function clusterStopQuestion(
  { state, left }: Pick<LaunchView, 'state' | 'left'>,
  applications: readonly string[],
): Question | undefined {
  if (state === 'launching' || state === 'running' || state === 'stopping') {
    return {
      ask: text('Stop the Ray cluster? A Twinkle server runs on it.'),
      details: [
        text('Both are stopped: first the server, so that its applications end in order, then the cluster.'),
      ],
      yes: text('Stop Both'),
    };
  }
  const running = [...new Set([...left, ...applications])];
  if (running.length === 0) return undefined;
  return {
    ask: text('Stop the Ray cluster? Applications still run on it.'),
    details: [text('They end with the cluster: {0}', listed(running))],
    yes: text('Stop Ray Cluster'),
  };
}

/** Before a stop of a server that works; undefined for one that does not, which nobody loses. */
export function serverStopQuestion({
  state,
  applications,
  left,
}: Pick<LaunchView, 'state' | 'applications' | 'left'>): Text | undefined {
  if (left.length > 0 && state === 'failed')
    return text('Stop the applications that still run: {0}?', listed(left));
  if (state !== 'running') return undefined;
  return counted(
    applications.length,
    text('Stop the Twinkle server? It serves 1 application.'),
    text('Stop the Twinkle server? It serves {0} applications.', applications.length),
  );
}
