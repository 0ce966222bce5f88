/** The group of applications: what Ray Serve runs, and of a launch under way also what is still to come. */
import type { ApplicationProgress, Hang, LaunchView } from '../launch/view';
import { roomsFor } from '../launch/waiting/room';
import { attemptText, crashTexts, phaseText } from './attempts';
import { failureOf } from './failure';
import { hangRemedy, hangSentence, hangText, roomTexts } from './hangs';
import { gapRow, gapsOf, type NodeLookup } from './nodes';
import { row, rowsBelow, type Row } from './row';
import { looks } from './serveStatus';
import { namedState, stateText } from '../ray/states';
import type { ApplicationState, DeploymentState, ReplicaState, Snapshot } from '../ray/snapshot';
import { counted } from '../text/counted';
import { text, type Text } from '../text/text';

/** @param stale what Ray reports is old: then the log of the launch may know more */
export function applicationsGroup(
  snapshot: Snapshot,
  launch: LaunchView,
  lookup: NodeLookup,
  stale = false,
): Row {
  const phases = new Map(launch.applications.map(each => [each.name, each]));
  const reported = stale
    ? snapshot.applications.map(each => startedSince(each, phases.get(each.name)))
    : snapshot.applications;
  const deployed = new Set(snapshot.applications.map(({ name }) => name));
  const underWay = launch.state === 'launching';
  const coming = underWay ? launch.applications.filter(({ name }) => !deployed.has(name)) : [];
  const total = snapshot.applications.length + coming.length;
  const gaps = gapsOf(snapshot, 'applications');
  const waiting = (progress: ApplicationProgress | undefined): Waiting => {
    const hang = launch.hang?.application === progress?.name ? launch.hang : undefined;
    return { hang, why: whyTexts(progress, hang, snapshot, lookup) };
  };
  return row({
    id: 'applications',
    label: text('Applications'),
    description: [
      total === 0 ? text('none') : text('{0}/{1} running', runningCount({ applications: reported }), total),
    ],
    icon: 'layers',
    context: 'group.applications',
    expanded: true,
    children: () =>
      total + gaps.length === 0
        ? [nothingRow(launch)]
        : [
            ...reported.map(each => {
              const known = phases.get(each.name);
              const progress = underWay ? known : undefined;
              const lives = underWay || launch.state === 'running';
              const again = lives && known !== undefined ? crashTexts(known) : [];
              return applicationRow(each, progress, { ...waiting(progress), again }, lookup);
            }),
            ...coming.map(each => comingRow(each, waiting(each))),
            ...gaps.map(gapRow),
          ],
  });
}

/** As it is by the log, where Ray's last report is of the time before it started. */
function startedSince(state: ApplicationState, progress: ApplicationProgress | undefined): ApplicationState {
  return state.status === 'DEPLOYING' && progress?.phase === 'running'
    ? { ...state, status: 'RUNNING' }
    : state;
}

/** Why an application of a launch under way does not go on yet. */
interface Waiting {
  readonly hang: Hang | undefined;
  /** For the tooltip: the reason, what each node has free, and what to do. */
  readonly why: readonly Text[];
  /** Why its replica is started again, if it is. */
  readonly again?: readonly Text[];
}

function whyTexts(
  progress: ApplicationProgress | undefined,
  hang: Hang | undefined,
  snapshot: Snapshot,
  lookup: NodeLookup,
): readonly Text[] {
  const nameOf = (nodeId: string) => lookup.name(nodeId);
  if (hang !== undefined) return [hangSentence(hang), ...roomTexts(hang.rooms, nameOf), hangRemedy(hang)];
  const [ask] = progress?.waitsFor?.asks ?? [];
  return ask === undefined ? [] : roomTexts(roomsFor(ask, snapshot), nameOf);
}

/** Applications that Ray Serve reports as RUNNING. */
export function runningCount({ applications }: Pick<Snapshot, 'applications'>): number {
  return applications.filter(({ status }) => status === 'RUNNING').length;
}

function nothingRow(launch: LaunchView): Row {
  const idle = launch.state === 'stopped' || launch.state === 'failed';
  return row({
    id: 'applications:none',
    label: idle ? text('Launch the server…') : text('No application yet'),
    icon: idle ? 'rocket' : 'loading~spin',
    tone: 'muted',
    context: 'note',
    ...(idle ? { command: 'twinkle.launchServer' } : {}),
  });
}

function applicationRow(
  application: ApplicationState,
  progress: ApplicationProgress | undefined,
  { hang, why, again = [] }: Waiting,
  lookup: NodeLookup,
): Row {
  const { tone, icon } = hang === undefined ? looks(application.status) : hangs;
  const replicas = application.deployments.flatMap(deployment => deployment.replicas);
  const running = replicas.filter(({ state }) => state === 'RUNNING').length;
  const targets = application.deployments.map(deployment => deployment.targetReplicas);
  const target = targets.reduce(
    (sum, each) => (sum === undefined || each === undefined ? undefined : sum + each),
    0,
  );
  const deploying = application.status === 'DEPLOYING';
  const failure = failureOf(application, deploying ? progress?.failure : undefined);
  const attempt = deploying && progress !== undefined ? attemptText(progress) : undefined;
  // What is cut at the end of a narrow row is what matters least.
  const step = [
    ...(attempt === undefined ? [] : [attempt]),
    ...(application.status === 'RUNNING' || application.status === 'DELETING' ? [] : again),
    ...(failure === undefined ? [] : [deploying ? text('after {0}', failure) : text('{0}', failure)]),
    deploying && progress !== undefined ? phaseText(progress) : stateText(application.status),
    target === undefined
      ? counted(running, text('1 replica'), text('{0} replicas', running))
      : counted(target, text('{0}/1 replica', running), text('{0}/{1} replicas', running, target)),
  ];
  const description = hang === undefined ? step : [hangText(hang), ...step];
  const head = [
    text('{0}', application.name),
    ...why,
    ...step,
    ...(application.routePrefix === undefined ? [] : [text('Route: {0}', application.routePrefix)]),
    text('Status: {0}', namedState(application.status)),
  ];
  return row({
    id: `application:${application.name}`,
    label: text('{0}', application.name),
    description,
    tooltip: [...head, ...messageTexts(application.message)],
    details: [
      ...head,
      ...wholeMessage(application.message),
      ...application.deployments.flatMap(({ name, status, message }) => [
        text('{0}: {1}', name, stateText(status)),
        ...(message === application.message ? [] : wholeMessage(message)),
      ]),
    ],
    accessibility: [text('Application {0}', application.name), ...description],
    icon,
    tone,
    context: 'application',
    subject: application.name,
    children: rowsBelow(application.deployments, each => deploymentRow(application, each, lookup)),
  });
}

function deploymentRow(application: ApplicationState, deployment: DeploymentState, lookup: NodeLookup): Row {
  const id = `${application.name}:${deployment.name}`;
  const failure = failureOf({ ...application, deployments: [deployment] });
  const description = [
    ...(failure === undefined ? [] : [text('{0}', failure)]),
    stateText(deployment.status),
  ];
  const head = [text('{0}', deployment.name), text('Status: {0}', namedState(deployment.status))];
  return row({
    id: `deployment:${id}`,
    label: text('{0}', deployment.name),
    description,
    tooltip: [...head, ...messageTexts(deployment.message)],
    details: [...head, ...wholeMessage(deployment.message)],
    accessibility: [text('Deployment {0}', deployment.name), ...description],
    icon: 'package',
    tone: looks(deployment.status).tone,
    context: 'deployment',
    subject: application.name,
    expanded: true,
    children: rowsBelow(deployment.replicas, replica => replicaRow(id, application.name, replica, lookup)),
  });
}

/** State and node first: the id is random, and says nothing but in a log. */
function replicaRow(
  deployment: string,
  application: string,
  { id, state, nodeId, pid }: ReplicaState,
  lookup: NodeLookup,
): Row {
  const node = nodeId === undefined ? undefined : lookup.name(nodeId);
  const label = node === undefined ? stateText(state) : text('{0} on {1}', stateText(state), node);
  return row({
    id: `replica:${deployment}:${id}`,
    label,
    description: [text('replica {0}', id)],
    tooltip: [
      text('Replica {0}', id),
      text('State: {0}', namedState(state)),
      ...(node === undefined ? [] : [text('Node: {0}', node)]),
      ...(pid === undefined ? [] : [text('Process: {0}', pid)]),
    ],
    accessibility: [text('Replica {0}', id), label],
    icon: 'vm',
    tone: looks(state).tone,
    context: 'replica',
    subject: application,
  });
}

/** How a row looks whose application does not go on. */
const hangs = { tone: 'warning', icon: 'warning' } as const;

function comingRow(progress: ApplicationProgress, { hang, why }: Waiting): Row {
  const { name, phase, routePrefix, failure } = progress;
  const attempt = attemptText(progress);
  const step = [
    ...(attempt === undefined ? [] : [attempt]),
    ...(failure === undefined ? [] : [text('after {0}', failure)]),
    phaseText(progress),
  ];
  const description = hang === undefined ? step : [hangText(hang), ...step];
  const waits = phase === 'waiting';
  return row({
    id: `application:${name}`,
    label: text('{0}', name),
    description,
    tooltip: [
      text('{0}', name),
      ...why,
      ...step,
      ...(routePrefix === undefined ? [] : [text('Route: {0}', routePrefix)]),
    ],
    accessibility: [text('Application {0}', name), ...description],
    icon: phase === 'failed' ? 'error' : waits ? 'clock' : 'loading~spin',
    tone: phase === 'failed' ? 'error' : waits ? 'muted' : 'busy',
    ...(hang === undefined ? {} : hangs),
    context: 'application',
    subject: name,
  });
}

/** Every line of a message. */
function wholeMessage(message: string | undefined): readonly Text[] {
  return (
    message
      ?.trimEnd()
      .split('\n')
      .map(line => text('{0}', line)) ?? []
  );
}

/** At most the last lines of a message, which may be a whole traceback. */
function messageTexts(message: string | undefined): readonly Text[] {
  if (message === undefined) return [];
  const lines = message.trimEnd().split('\n');
  return [
    ...(lines.length > 12 ? [text('…')] : []),
    ...lines.slice(-12).map(line => text('{0}', line.slice(0, 300))),
  ];
}
