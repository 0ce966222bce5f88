/** The status bar: cluster and server in a few characters. */
import { runningApplications, type LaunchView } from '../launch/view';
import { hangText } from './hangs';
import { asOf, type StatusText, type Tone, type TreeInput } from './row';
import { runningCount } from './applications';
import { statusActions, statusSentences } from './statusDetails';
import { aliveNodes } from '../ray/decodeNodes';
import type { Snapshot } from '../ray/snapshot';
import { counted } from '../text/counted';
import { text, type Text } from '../text/text';

export function statusOf(input: TreeInput): StatusText {
  const { cluster, poll, launch, records } = input;
  // What was reported before the dashboard ceased to answer may no longer be so.
  const server = serverPart(launch, cluster === 'stopped' || poll.stale ? undefined : poll.snapshot);
  // A fresh time would make another tooltip with each poll, under the pointer of whoever reads it.
  const time = cluster === 'stopped' || !poll.stale ? undefined : asOf(poll);
  const sentences = statusSentences(input);
  return {
    parts: [
      clusterPart(cluster, poll.snapshot, records.length),
      ...(server === undefined ? [] : [server]),
      ...(launch.hang === undefined
        ? []
        : [text('{0}: {1}', launch.hang.application, hangText(launch.hang))]),
    ],
    tooltip: [...sentences, ...(time === undefined ? [] : [time])],
    accessibility: sentences,
    actions: statusActions(input),
    icon:
      launch.hang !== undefined ? 'warning' : isBusy(cluster, launch) ? 'loading~spin' : 'server-environment',
    tone: toneOf(cluster, launch, poll.stale),
  };
}

function clusterPart(cluster: TreeInput['cluster'], snapshot: Snapshot | undefined, expected: number): Text {
  switch (cluster) {
    case 'stopped':
      return text('Ray stopped');
    case 'starting':
      return text('Ray starting');
    case 'stopping':
      return text('Ray stopping');
    case 'unreachable':
      return text('Ray unreachable');
    case 'running':
    case 'degraded': {
      if (snapshot === undefined) return text('Ray');
      const alive = aliveNodes(snapshot.nodes).length;
      if (alive < expected)
        return counted(expected, text('Ray {0}/1 node', alive), text('Ray {0}/{1} nodes', alive, expected));
      return counted(alive, text('Ray 1 node'), text('Ray {0} nodes', alive));
    }
  }
}

function serverPart(launch: LaunchView, snapshot: Snapshot | undefined): Text | undefined {
  switch (launch.state) {
    case 'preflight':
      return text('Twinkle checking');
    case 'launching':
      return apps(runningApplications(launch), launch.applications.length);
    case 'failed':
      return text('Twinkle failed');
    case 'stopping':
      return text('Twinkle stopping');
    case 'running':
    case 'stopped': {
      if (snapshot === undefined || snapshot.applications.length === 0) {
        return launch.state === 'running' ? text('Twinkle') : undefined;
      }
      return apps(runningCount(snapshot), snapshot.applications.length);
    }
  }
}

function isBusy(cluster: TreeInput['cluster'], launch: LaunchView): boolean {
  return (
    cluster === 'starting' ||
    cluster === 'stopping' ||
    ['preflight', 'launching', 'stopping'].includes(launch.state)
  );
}

function toneOf(cluster: TreeInput['cluster'], launch: LaunchView, stale: boolean): Tone {
  if (launch.state === 'failed') return 'error';
  if (cluster === 'unreachable' || cluster === 'degraded' || stale || launch.hang !== undefined)
    return 'warning';
  if (isBusy(cluster, launch)) return 'busy';
  return launch.state === 'running' ? 'good' : 'normal';
}

function apps(running: number, total: number): Text {
  return counted(total, text('Twinkle {0}/1 app', running), text('Twinkle {0}/{1} apps', running, total));
}
