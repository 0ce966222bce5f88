/** Waits until Ray counts the nodes that were started. */
import { DashboardError, type Dashboard } from '../../../core/ray/dashboard';
import { asString, at } from '../../../core/format/json';
import { aliveNodes, decodeNodes } from '../../../core/ray/decodeNodes';
import type { Keeper } from '../../../core/machine/keeper';
import type { ClusterPlan } from '../../../core/cluster/plan';
import { sessionFolderOf } from '../../../core/machine/processes';
import { tail, telling } from '../../../core/ray/commandOutput';
import { listed } from '../../../core/text/listed';
import { text, UserError } from '../../../core/text/text';
import { poll } from '../../../core/async/wait';
import type { ClusterSurvey } from '../../ray/surveyNodes';

export interface ReadyPorts {
  readonly keeper: Pick<Keeper, 'read'>;
  readonly dashboard: Dashboard;
  readonly survey: (signal: AbortSignal) => Promise<ClusterSurvey>;
  /** Called once for each node that Ray counts as ALIVE. */
  readonly onAlive: (node: string) => void;
}

/**
 * Resolves with Ray's session name once the dashboard counts every node of the plan as ALIVE. Throws a UserError, with
 * the most informative end of a log, if a node ends meanwhile or the plan's limit has passed.
 */
export async function waitUntilReady(
  plan: ClusterPlan,
  ports: ReadyPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { nodes: wanted, timeoutMs } = plan.ready;
  const alive = new Set<string>();
  const dashboard = { answered: false };
  const attempt = async () => {
    await checkAllLive(ports, signal);
    const answer = await ask(ports.dashboard, signal);
    if (answer === undefined) return undefined;
    dashboard.answered = true;
    for (const node of wanted) {
      if (!answer.alive.has(node) || alive.has(node)) continue;
      alive.add(node);
      ports.onAlive(node);
    }
    return wanted.every(node => answer.alive.has(node)) ? answer : undefined;
  };
  const ready = await poll(attempt, { everyMs: 300, limitMs: timeoutMs, signal });
  if (ready !== undefined) return ready.sessionName;
  const seconds = timeoutMs / 1000;
  if (!dashboard.answered) throw await dashboardNeverUp(plan, ports, seconds, signal);
  throw new UserError(
    text(
      'After {0} s Ray does not report these nodes as ALIVE: {1}.',
      seconds,
      listed(wanted.filter(node => !alive.has(node))),
    ),
  );
}

interface Answer {
  readonly alive: ReadonlySet<string>;
  readonly sessionName: string | undefined;
}

/** Undefined as long as the dashboard does not answer; throws where waiting does not help. */
async function ask(dashboard: Dashboard, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    const sessionName = asString(at(await dashboard.version(signal), 'session_name'));
    const decoded = decodeNodes(undefined, await dashboard.nodeResources(signal));
    const alive = aliveNodes(decoded?.nodes ?? []).map(({ name, ip }) => name ?? ip ?? '');
    return { alive: new Set(alive), sessionName };
  } catch (error) {
    signal.throwIfAborted();
    const isWaiting = error instanceof DashboardError && !['unauthorized', 'notOurs'].includes(error.kind);
    if (isWaiting) return undefined;
    throw error;
  }
}

async function checkAllLive({ survey, keeper }: ReadyPorts, signal: AbortSignal): Promise<void> {
  const { nodes } = await survey(signal);
  const gone = nodes.find(({ raylet }) => !raylet);
  if (gone === undefined) return;
  const output = await readEnd(keeper, gone.record.logFile, signal);
  throw new UserError(
    text('Node {0} exited right after its start.', gone.record.node),
    text('See {0} and the logs of Ray.', gone.record.logFile),
    [],
    { detail: tail(output) },
  );
}

async function dashboardNeverUp(
  plan: ClusterPlan,
  { keeper, survey }: ReadyPorts,
  seconds: number,
  signal: AbortSignal,
): Promise<UserError> {
  const { nodes } = await survey(signal);
  const folder = nodes
    .flatMap(({ members }) => members.map(({ argv }) => sessionFolderOf(argv)))
    .find(Boolean);
  const log = folder === undefined ? undefined : `${folder}/logs/dashboard.log`;
  const output = log === undefined ? '' : await readEnd(keeper, log, signal);
  return new UserError(
    text(
      "Ray's dashboard at {0} did not answer within {1} s: {2}",
      plan.dashboardUrl,
      seconds,
      telling(output) ?? '?',
    ),
    log === undefined ? undefined : text('See {0}.', log),
    [],
    { detail: tail(output) },
  );
}

/** The last 16 KiB of a log; empty where there is none. */
export async function readEnd(
  keeper: Pick<Keeper, 'read'>,
  path: string,
  signal: AbortSignal,
): Promise<string> {
  const maxBytes = 16_384;
  const size = (await keeper.read(path, 0, 0, signal))?.size ?? 0;
  const slice = await keeper.read(path, Math.max(0, size - maxBytes), maxBytes, signal);
  return slice === undefined ? '' : new TextDecoder().decode(slice.bytes);
}
