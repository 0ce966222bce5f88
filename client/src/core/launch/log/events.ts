/**
 * What the lines of a launcher's log report (twinkle-kit 0.5.1, server/launcher/server_launcher.py and
 * infra/_ray/resource_manager.py). Several threads write the file, so a line may be glued to the end of another one:
 * nothing here asks for the beginning of a line.
 */
import { stripAnsi, workerLine } from './fold';
import type { ApplicationProgress, ApplicationPhase } from '../view';
import { replicaActor } from '../../ray/replicaActor';
import type { ApplicationState } from '../../ray/snapshot';

export type LaunchEvent =
  | { readonly kind: 'ray-connected' | 'serve-started' | 'all-started' | 'stopping' | 'stopped' }
  | { readonly kind: 'starting' | 'deployed'; readonly application: string; readonly routePrefix: string }
  /** The replica's process runs; its constructor then waits for its placement groups, without a log line. */
  | { readonly kind: 'replica'; readonly application: string; readonly deployment: string }
  | { readonly kind: 'placed'; readonly application: string }
  | { readonly kind: 'deploying'; readonly application: string; readonly replicas: number }
  /** Serve stops the replica, and starts another one unless it gives up. */
  | { readonly kind: 'replica-failed'; readonly application: string; readonly replica: string }
  /** The process of a replica that ran is gone; Serve starts another one. */
  | { readonly kind: 'replica-crashed'; readonly application: string; readonly replica: string }
  | { readonly kind: 'endpoint'; readonly url: string };

/** A line may have any length, so nothing here looks twice at the same text: parts and indexes, no pattern that goes back. */
const beforeStamp = /(?=\[\d{4}-\d\d-\d\d [\d:]{8}\]\[)/;
const launcherMark = '][INFO:twinkle] ';

/** Events of one line, in their order in it. A line of the log as it is: with colors or without. */
export function launchEvents(line: string): readonly LaunchEvent[] {
  const bare = stripAnsi(line);
  const worker = workerLine(bare);
  const own = bare.split(beforeStamp).flatMap(each => {
    const at = each.indexOf(launcherMark);
    return at === -1 ? [] : (launcherEvent(each.slice(at + launcherMark.length)) ?? []);
  });
  const ofWorker = worker === undefined ? undefined : workerEvent(worker.name, worker.text);
  return ofWorker === undefined ? own : [ofWorker, ...own];
}

function launcherEvent(message: string): LaunchEvent | undefined {
  const starting = startingEvent(message);
  if (starting !== undefined) return starting;
  const deployed = /^Deployed (?<application>.+) at (?<routePrefix>\/\S*)/.exec(message)?.groups;
  if (deployed !== undefined) {
    const { application = '', routePrefix = '/' } = deployed;
    return { kind: 'deployed', application, routePrefix };
  }
  const url = /^ {2}Endpoint: (\S+)/.exec(message)?.[1];
  if (url !== undefined) return { kind: 'endpoint', url };
  if (message.startsWith('Ray initialized with namespace=')) return { kind: 'ray-connected' };
  if (message.startsWith('Ray Serve started with ')) return { kind: 'serve-started' };
  if (message.startsWith('All applications started!')) return { kind: 'all-started' };
  if (/^Received SIG\w+, shutting down gracefully/.test(message)) return { kind: 'stopping' };
  if (message.startsWith('Ray Serve shut down successfully')) return { kind: 'stopped' };
  return undefined;
}

/**
 * `Starting <application> at /<route>...`: a name may itself hold ` at /`, so the last one counts. A route without its
 * slash is refused right after this line.
 */
function startingEvent(message: string): LaunchEvent | undefined {
  const [start, at, dots] = ['Starting ', ' at ', '...'];
  const end = message.lastIndexOf(dots);
  const slash = message.lastIndexOf(`${at}/`, end - at.length - 1);
  const middle = slash < 0 ? message.lastIndexOf(at, end - at.length - 1) : slash;
  if (!message.startsWith(start) || end < 0 || middle <= start.length) return undefined;
  const route = middle + at.length;
  return {
    kind: 'starting',
    application: message.slice(start.length, middle),
    routePrefix: message.slice(route, message.indexOf(dots, route)),
  };
}

function workerEvent(name: string, message: string): LaunchEvent | undefined {
  if (name === 'ServeController') {
    const deploying =
      / Deploying new version of Deployment\(name='[^']*', app='([^']*)'\) \(initial target replicas: (\d+)\)/.exec(
        message,
      );
    if (deploying?.[1] !== undefined)
      return { kind: 'deploying', application: deploying[1], replicas: Number(deploying[2]) };
    const ended =
      / (?<what>Exception (?:in|when allocating)|Actor for) Replica\(id='(?<replica>[^']*)', deployment='[^']*', app='(?<application>[^']*)'\)(?<crashed> crashed)?/.exec(
        message,
      )?.groups;
    const { what, replica, application, crashed } = ended ?? {};
    if (replica === undefined || application === undefined) return undefined;
    // ray 2.60, serve/_private/deployment_state.py, `check_ready` and `check_health`.
    if (what !== 'Actor for') return { kind: 'replica-failed', application, replica };
    return crashed === undefined ? undefined : { kind: 'replica-crashed', application, replica };
  }
  const replica = replicaActor(name);
  if (replica === undefined) return undefined;
  const { application, deployment } = replica;
  // Written once all placement groups are ready (resource_manager.py, end of the constructor).
  if (message.includes('][INFO:twinkle] node2pg keys: ')) return { kind: 'placed', application };
  return { kind: 'replica', application, deployment };
}

/** The deployment of the application `server`, which alone has no workers (twinkle-kit 0.5.1, server/gateway/app.py). */
const withoutWorkers = 'GatewayServer';

const order: readonly ApplicationPhase[] = [
  'waiting',
  'scheduling',
  'opening',
  'placing',
  'loading',
  'running',
];

/** The applications after an event. A phase goes forward only, but for a failure and a new try after it. */
export function advance(
  applications: readonly ApplicationProgress[],
  event: LaunchEvent,
): readonly ApplicationProgress[] {
  switch (event.kind) {
    case 'starting':
      return moved(applications, event.application, 'scheduling', event.routePrefix);
    case 'replica':
      return moved(
        applications,
        event.application,
        event.deployment === withoutWorkers ? 'opening' : 'placing',
      );
    case 'deploying':
      return applications.map(each =>
        each.name === event.application ? { ...each, replicas: event.replicas } : each,
      );
    case 'placed':
      return moved(applications, event.application, 'loading');
    case 'deployed':
      return moved(applications, event.application, 'running', event.routePrefix);
    case 'replica-failed':
      return applications.map(each =>
        each.name === event.application ? failedOnce(each, event.replica) : each,
      );
    case 'replica-crashed':
      return applications.map(each =>
        each.name === event.application && each.crashedReplicas?.includes(event.replica) !== true
          ? { ...each, crashedReplicas: [...(each.crashedReplicas ?? []), event.replica] }
          : each,
      );
    default:
      return applications;
  }
}

/** Each raylet of a machine writes the same lines, so a replica may be reported several times. */
function failedOnce(each: ApplicationProgress, replica: string): ApplicationProgress {
  const failedReplicas = each.failedReplicas ?? [];
  if (failedReplicas.includes(replica)) return each;
  return { ...each, phase: 'scheduling', failedReplicas: [...failedReplicas, replica] };
}

/** What Serve says of this launch. An application of the same name may be there of an earlier one, until it is removed. */
export function deployedSince(
  serve: readonly ApplicationState[],
  since: number,
): readonly ApplicationState[] {
  return serve.filter(({ deployedAt }) => deployedAt === undefined || deployedAt >= since);
}

/** The applications with what Ray Serve says of them: a fact about now, hence stronger than the log. */
export function withServe(
  applications: readonly ApplicationProgress[],
  serve: readonly ApplicationState[],
): readonly ApplicationProgress[] {
  return applications.map(each => {
    const state = serve.find(({ name }) => name === each.name);
    if (state?.status === 'RUNNING') return { ...each, phase: 'running' };
    if (state?.status === 'DEPLOY_FAILED' || state?.status === 'UNHEALTHY')
      return { ...each, phase: 'failed' };
    return each;
  });
}

function moved(
  applications: readonly ApplicationProgress[],
  name: string,
  phase: ApplicationPhase,
  routePrefix?: string,
): readonly ApplicationProgress[] {
  return applications.map(each => {
    if (each.name !== name || order.indexOf(phase) <= order.indexOf(each.phase)) return each;
    return { ...each, phase, ...(routePrefix === undefined ? {} : { routePrefix }) };
  });
}
