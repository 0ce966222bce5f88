/**
 * From a cluster file to the commands that start it. The preview shows this plan and the session runs it, so what is
 * shown is what runs. Flags and variables are those of ray 2.60 (scripts/scripts.py).
 */
import {
  deviceKeys,
  deviceNames,
  devices,
  type ClusterNodeView,
  type ClusterView,
} from '../../../../server/src/protocol';
import { hash } from '../format/hash';
import { folderOf } from '../format/strings';
import type { Command } from '../machine/command';
import { chosenPython, interpreterPath } from './interpreterPath';
import { nodeEnvironment } from './nodeEnvironment';
import type { PythonSource } from './pythonSource';
import { checkStartable } from './startable';
import { allPorts, type NodePorts } from './ports';
import { tokenSecret } from '../secrets/rayToken';
import { deviceIds } from '../text/amounts';
import { text, UserError, type Text } from '../text/text';

export interface PlanStep {
  /** Id of the record that the step is written down under. */
  readonly id: string;
  readonly node: string;
  readonly host: string;
  readonly title: Text;
  /** Runs in a session of its own, as by `setsid`. The keeper adds `recordVariable` to its environment. */
  readonly command: Command;
  /** Where its interpreter is named. */
  readonly pythonSource: PythonSource;
  readonly logFile: string;
  /** Milliseconds until its command must have ended, with exit code 0. */
  readonly timeoutMs: number;
  readonly head: boolean;
  readonly gpus?: readonly number[];
  readonly npus?: readonly number[];
  /** Every port that the node gets. */
  readonly ports: readonly number[];
}

export interface ClusterPlan {
  readonly clusterFile: string;
  readonly name: string;
  /** As the head's machine sees it, see {@link headLoopback}. */
  readonly dashboardUrl: string;
  readonly auth: 'token' | 'disabled';
  /** The head first. They run one after another: raylets that start at once on one machine take the same socket name. */
  readonly steps: readonly PlanStep[];
  /** After the last step: the dashboard answers and counts these nodes as ALIVE. */
  readonly ready: { readonly nodes: readonly string[]; readonly timeoutMs: number };
}

/** Facts that are not in the cluster file. */
export interface PlanEnvironment {
  /** Path of the cluster file; commands run in its folder. */
  readonly clusterFile: string;
  /** The interpreter for nodes that name none. */
  readonly python?: string;
  /** Home folder, for `~`. */
  readonly home: string;
  /** Name of the machine that the nodes run on, see `MachineFacts.machine`. */
  readonly machine: string;
  readonly logFolder: string;
  /** Of each node, in the order of the file. */
  readonly ports: readonly NodePorts[];
}

/**
 * Loopback of the head's machine: the dashboard listens there only. Whoever asks it from another machine reaches it by
 * a dialer.
 */
export const headLoopback = '127.0.0.1';

/** Importing Ray alone may take half a minute from a cold network disk. */
const startTimeoutMs = 180_000;
const readyTimeoutMs = 120_000;

/** The steps that start the cluster. Throws a UserError for a file that cannot be started. */
export function planCluster(view: ClusterView, environment: PlanEnvironment): ClusterPlan {
  checkStartable(view);
  const dashboardUrl = `http://${headLoopback}:${view.ray.dashboardPort}`;
  return {
    clusterFile: environment.clusterFile,
    name: view.name,
    dashboardUrl,
    auth: view.ray.auth,
    steps: view.nodes.map((node, index) => planNode(view, node, index, environment)),
    ready: { nodes: view.nodes.map(({ name }) => name), timeoutMs: readyTimeoutMs },
  };
}

/**
 * Environment variable → secret, for whatever joins the cluster.
 *
 * @param machine that the cluster runs on, see {@link tokenSecret}
 */
export function rayAuth(
  auth: 'token' | 'disabled',
  clusterFile: string,
  machine: string | undefined,
): { env: Record<string, string>; secrets: Record<string, string> } {
  // Always explicit: without it a token that lies in ~/.ray makes the head alone ask for one (ray 2.60).
  return {
    env: { RAY_AUTH_MODE: auth },
    secrets: auth === 'token' ? { RAY_AUTH_TOKEN: tokenSecret(clusterFile, machine) } : {},
  };
}

interface Interpreter {
  readonly path: string;
  readonly source: PythonSource;
}

/** The interpreter of a node as a path. Throws a UserError where neither file nor settings name one. */
function interpreterOf(view: ClusterView, node: ClusterNodeView, environment: PlanEnvironment): Interpreter {
  const chosen = chosenPython(view, environment.python, node);
  if (chosen === undefined) {
    throw new UserError(
      text('Node {0} has no Python interpreter.', node.name),
      text('Select one, or write it under "python" in the cluster file.'),
      { kind: 'selectInterpreter' },
    );
  }
  const { python, source } = chosen;
  return { path: interpreterPath(python, { ...environment, source }), source };
}

function planNode(
  view: ClusterView,
  node: ClusterNodeView,
  index: number,
  environment: PlanEnvironment,
): PlanStep {
  const { clusterFile, logFolder } = environment;
  const ports = environment.ports[index];
  if (ports === undefined) throw new Error(`no ports for node ${node.name}`);
  const { path: python, source: pythonSource } = interpreterOf(view, node, environment);
  const id = recordId(environment, node.name);
  const auth = rayAuth(view.ray.auth, clusterFile, environment.machine);
  const command: Command = {
    // The script beside the interpreter, and not `-m`: Python would put the working folder first in its search path.
    argv: [python, `${folderOf(python)}/ray`, 'start', ...flags(view, node, ports)],
    env: {
      RAY_USAGE_STATS_ENABLED: '0',
      ...withoutReserved(nodeEnvironment(view, node)),
      ...(node.gpus === undefined ? {} : { CUDA_VISIBLE_DEVICES: node.gpus.join(',') }),
      ...(node.npus === undefined ? {} : { ASCEND_RT_VISIBLE_DEVICES: node.npus.join(',') }),
      ...auth.env,
      ...metricPorts(ports),
    },
    unset: reserved,
    secrets: auth.secrets,
    cwd: folderOf(clusterFile),
  };
  return {
    id,
    node: node.name,
    host: node.host,
    title: title(node, index),
    command,
    pythonSource,
    logFile: `${logFolder}/${id}.log`,
    timeoutMs: startTimeoutMs,
    head: index === 0,
    ...devicesOf(node),
    ports: allPorts(ports),
  };
}

function devicesOf({ gpus, npus }: ClusterNodeView): Pick<PlanStep, 'gpus' | 'npus'> {
  return { ...(gpus !== undefined && { gpus }), ...(npus !== undefined && { npus }) };
}

/** An address of another cluster, or its token, must not leak into this one, neither from the editor nor from the file. */
const reserved = ['RAY_ADDRESS', 'RAY_AUTH_TOKEN', 'RAY_AUTH_TOKEN_PATH'];

function withoutReserved(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !reserved.includes(name)));
}

function flags(view: ClusterView, node: ClusterNodeView, { agent, metrics, head }: NodePorts): string[] {
  const role =
    head === undefined
      ? // Ray replaces the loopback address by that of the machine (ray 2.60, _private/services.py).
        [`--address=${headLoopback}:${view.ray.port}`]
      : [
          '--head',
          `--port=${head.gcs}`,
          '--include-dashboard=true',
          `--dashboard-host=${headLoopback}`,
          `--dashboard-port=${head.dashboard}`,
          `--ray-client-server-port=${head.client}`,
        ];
  return [
    ...role,
    `--node-name=${node.name}`,
    ...(node.gpus === undefined ? [] : [`--num-gpus=${node.gpus.length}`]),
    ...npuFlags(node),
    ...(node.cpus === undefined ? [] : [`--num-cpus=${node.cpus}`]),
    `--dashboard-agent-listen-port=${agent}`,
    `--metrics-export-port=${metrics}`,
    '--min-worker-port=0',
    '--max-worker-port=0',
    '--disable-usage-stats',
  ];
}

/**
 * NPUs have no option of their own: Ray takes their number from a resource of that name, and refuses more than
 * ASCEND_RT_VISIBLE_DEVICES lists (ray 2.60, _private/resource_and_label_spec.py). Without any, the empty list is enough.
 */
function npuFlags({ npus = [] }: ClusterNodeView): string[] {
  return npus.length === 0 ? [] : [`--resources=${JSON.stringify({ [deviceNames.npu]: npus.length })}`];
}

function metricPorts({ head }: NodePorts): Record<string, string> {
  if (head === undefined) return {};
  return {
    AUTOSCALER_METRIC_PORT: String(head.autoscalerMetrics),
    DASHBOARD_METRIC_PORT: String(head.dashboardMetrics),
  };
}

function title(node: ClusterNodeView, index: number): Text {
  const { name, gpus } = node;
  const [first, second] = devices.flatMap(device => {
    const ids = node[deviceKeys[device]] ?? [];
    return ids.length === 0 ? [] : [deviceIds(device, ids)];
  });
  const shown = first === undefined || second === undefined ? first : text('{0}, {1}', first, second);
  if (shown !== undefined)
    return index === 0 ? text('Head node {0} with {1}', name, shown) : text('Node {0} with {1}', name, shown);
  if (gpus === undefined) return index === 0 ? text('Head node {0}', name) : text('Node {0}', name);
  return index === 0 ? text('Head node {0} without GPU', name) : text('Node {0} without GPU', name);
}

/** The same for each start, so that a second window cannot start what a first one has; fit for a file name. */
export function recordId(
  { clusterFile, machine }: Pick<PlanEnvironment, 'clusterFile' | 'machine'>,
  node: string,
): string {
  return `ray-${hash(`${machine}:${clusterFile}`)}-${hash(node)}-${node.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 40)}`;
}
