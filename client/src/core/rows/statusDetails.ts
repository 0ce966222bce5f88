/** The status bar in sentences, and what can be done next: its tooltip in every state, and what a screen reader says. */
import { runningCount } from './applications';
import { hangRemedy, hangSentence } from './hangs';
import { jobSentence } from '../launch/job/words';
import { clock, type TreeInput } from './row';
import { runningApplications } from '../launch/view';
import { aliveNodes } from '../ray/decodeNodes';
import type { Action } from '../text/action';
import { counted } from '../text/counted';
import { text, type Text } from '../text/text';

/** Cluster, server, and what is wrong. */
export function statusSentences(input: TreeInput): readonly Text[] {
  const { poll, cluster } = input;
  const server = serverSentence(input);
  const problem = cluster === 'stopped' ? undefined : poll.problem?.what;
  const { hang } = input.launch;
  const hanging = hang === undefined ? [] : [hangSentence(hang), hangRemedy(hang)];
  return [clusterSentence(input), server, jobOf(input), ...hanging, problem].filter(
    each => each !== undefined,
  );
}

/** Where Ray runs the launcher: how that is, while it matters. */
function jobOf({ launch: { job, state } }: TreeInput): Text | undefined {
  return job === undefined || state === 'stopped' ? undefined : jobSentence(job.id, job.status);
}

function clusterSentence({ cluster, poll: { snapshot, since }, records }: TreeInput): Text {
  switch (cluster) {
    case 'stopped':
      return text('The Ray cluster does not run.');
    case 'starting':
      return text('The Ray cluster is starting.');
    case 'stopping':
      return text('The Ray cluster is stopping.');
    case 'unreachable':
      return since === undefined
        ? text("The Ray cluster runs, but Ray's dashboard does not answer.")
        : text("The Ray cluster runs, but Ray's dashboard has not answered since {0}.", clock(since));
    case 'running':
    case 'degraded': {
      if (snapshot === undefined) return text('The Ray cluster runs.');
      const alive = aliveNodes(snapshot.nodes).length;
      const expected = records.length;
      if (alive < expected)
        return counted(
          expected,
          text('Ray cluster: {0} of 1 node runs.', alive),
          text('Ray cluster: {0} of {1} nodes run.', alive, expected),
        );
      return counted(alive, text('Ray cluster: 1 node runs.'), text('Ray cluster: {0} nodes run.', alive));
    }
  }
}

function serverSentence({ cluster, poll, launch }: TreeInput): Text | undefined {
  const snapshot = poll.stale ? undefined : poll.snapshot;
  switch (launch.state) {
    case 'preflight':
      return text('The checks before the launch of the server are running.');
    case 'launching': {
      const running = runningApplications(launch);
      const total = launch.applications.length;
      return counted(
        total,
        text('The Twinkle server is launching: {0} of 1 application runs.', running),
        text('The Twinkle server is launching: {0} of {1} applications run.', running, total),
      );
    }
    case 'failed':
      return launch.problem?.what ?? text('The Twinkle server failed.');
    case 'stopping':
      return text('The Twinkle server is stopping.');
    case 'running':
    case 'stopped': {
      if (cluster === 'stopped' || cluster === 'starting') return undefined;
      // Somebody else's applications may run.
      if (poll.stale && launch.state === 'stopped') return undefined;
      const total = snapshot?.applications.length ?? 0;
      if (snapshot === undefined || total === 0)
        return launch.state === 'running'
          ? text('The Twinkle server runs.')
          : text('No Twinkle server runs.');
      const running = runningCount(snapshot);
      return counted(
        total,
        text('Twinkle server: {0} of 1 application runs.', running),
        text('Twinkle server: {0} of {1} applications run.', running, total),
      );
    }
  }
}

/** Nothing that ends something: a link in a tooltip is clicked by mistake. */
export function statusActions({ cluster, launch }: TreeInput): readonly Action[] {
  const actions: Action[] = [];
  const lives = cluster === 'running' || cluster === 'degraded';
  if (cluster === 'stopped') actions.push({ kind: 'startAndLaunch' }, { kind: 'startCluster' });
  if (lives && (launch.state === 'stopped' || launch.state === 'failed'))
    actions.push({ kind: 'launchServer' });
  if (launch.hang !== undefined)
    actions.push({
      kind: 'showForecast',
      ...(launch.configFile === undefined ? {} : { file: launch.configFile }),
    });
  if (launch.logFile !== undefined) actions.push({ kind: 'showServerLog' });
  if (lives) actions.push({ kind: 'openDashboard' });
  if (cluster === 'unreachable') actions.push({ kind: 'refresh' });
  return [...actions, { kind: 'openClusterFile' }];
}
