/** The forecast of a configuration, as the client asks for it. */
import { deviceKeys, type Device } from '../../config/devices';
import { atLeast, newestVersion } from '../../config/version';
import { enoughCpus } from '../../placement/enoughCpus';
import { forecast, type ApplicationForecast, type Forecast } from '../../placement/forecast';
import { unitsPerCpu } from '../../placement/demand/need';
import type { RayNode } from '../../placement/search/rayNodes';
import type { Steps } from '../../placement/search/steps';
import type {
  ForecastApplicationView,
  ForecastGroupView,
  ForecastNodeView,
  ForecastView,
  ForecastWorkerView,
} from '../../protocol';
import type { Translate } from '../../text/text';
import type { ConfigAnalysis } from '../../analysis/analysis';
import { launchErrors } from './launchErrors';

const known = new WeakMap<ConfigAnalysis, Forecast>();

/** Made once for an analysis; undefined without a cluster file that is read. */
export function* forecastOf(analysis: ConfigAnalysis): Steps<Forecast | undefined> {
  const { cluster, config, twinkleVersion } = analysis;
  if (cluster === undefined || cluster.nodes.length === 0) return undefined;
  let made = known.get(analysis);
  if (made === undefined) {
    made = yield* forecast(config.applications, cluster, twinkleVersion);
    known.set(analysis, made);
  }
  return made;
}

/** In steps, since it may take seconds. */
export function* forecastView(analysis: ConfigAnalysis, translate: Translate): Steps<ForecastView> {
  const { uri, twinkleVersion, clusterUri, cluster, config } = analysis;
  const found = yield* forecastOf(analysis);
  const isOpen = found?.applications.some(({ status }) => status === 'unknown') ?? false;
  const enough =
    cluster !== undefined && isOpen
      ? yield* enoughCpus(config.applications, cluster, twinkleVersion)
      : undefined;
  const withoutFile = clusterUri === undefined ? 'absent' : 'errors';
  return {
    uri,
    // The newest release whose placement is known.
    twinkleVersion: atLeast(twinkleVersion, newestVersion) ? newestVersion : twinkleVersion,
    errors: launchErrors(analysis, found),
    ...(clusterUri !== undefined && { clusterUri }),
    clusterState: found === undefined ? withoutFile : 'read',
    nodes: found?.nodes.map(nodeView) ?? [],
    applications: found?.applications.map(each => applicationView(each, found.nodes, translate)) ?? [],
    ...(enough !== undefined && { enoughCpus: enough }),
    complete: found?.complete ?? true,
  };
}

function nodeView({ name, host, gpus, npus, cpus }: RayNode): ForecastNodeView {
  return {
    name,
    host,
    ...(gpus !== undefined && { gpus: [...gpus] }),
    ...(npus !== undefined && { npus: [...npus] }),
    ...(cpus !== undefined && { cpus }),
  };
}

function applicationView(
  told: ApplicationForecast,
  nodes: readonly RayNode[],
  translate: Translate,
): ForecastApplicationView {
  const { application, need, placements, remedy } = told;
  const { name, kind, index } = application;
  const groups = need?.groups?.kind === 'device' ? need.groups : undefined;
  return {
    name: name?.value ?? `applications[${index}]`,
    ...(kind?.value !== undefined && { kind: kind.value }),
    status: told.status,
    certain: told.certain,
    ...(groups !== undefined && { device: groups.device }),
    computes: groups?.computes ?? false,
    groups: placements.map(each => groupView(told, each, nodes)),
    workers: workersOf(told, nodes),
    possibleNodes: [...told.possible],
    shares: told.clash,
    reason: translate(told.reason),
    ...(remedy !== undefined && { remedy: translate(remedy) }),
  };
}

function groupView(
  { need }: ApplicationForecast,
  { node, replica, group, bundle }: ApplicationForecast['placements'][number],
  nodes: readonly RayNode[],
): ForecastGroupView {
  const groups = need?.groups?.kind === 'device' ? need.groups : undefined;
  // What a group takes of the CPUs is known only where each node that may be halved says them.
  const isKnown = nodes.every(({ cpus }) => cpus !== undefined);
  return {
    node,
    replica,
    gpus: bundle.gpus,
    npus: bundle.npus,
    ...(isKnown && { cpus: bundle.cpus / unitsPerCpu }),
    ids: groups === undefined ? [] : idsOf(nodes[node], groups.device, groups.slots[group] ?? []),
  };
}

function workersOf(
  { need, placements }: ApplicationForecast,
  nodes: readonly RayNode[],
): ForecastWorkerView[] {
  if (need?.groups?.kind !== 'device') return [];
  const { device, workers } = need.groups;
  const replicas = [...new Set(placements.map(({ replica }) => replica))];
  return replicas.flatMap(replica =>
    workers.flatMap((worker, rank) => {
      const at = placements.find(each => each.replica === replica && each.group === worker.group);
      return at === undefined
        ? []
        : [{ replica, rank, node: at.node, ids: idsOf(nodes[at.node], device, worker.slots) }];
    }),
  );
}

function idsOf(node: RayNode | undefined, device: Device, slots: readonly number[]): number[] {
  const ids = node?.[deviceKeys[device]];
  return [...slots].sort((a, b) => a - b).flatMap(slot => ids?.[slot] ?? []);
}
