/**
 * Placement groups and replicas want more CPUs than the nodes can give: a group of GPUs or NPUs also takes half of the CPUs of
 * a node, so a node holds two of them at most, however many of them it has, and only one where replicas take of the rest.
 * What finds no room waits in `ray.get(pg.ready())` without a limit.
 *
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` (`max(node_cpu // 2, 1)`), twinkle-kit 0.1
 * to 0.5.1. Every choice of Ray's is tried: which node a group lands on, whose CPUs it halves, where replicas run.
 */
import { devices, type Device } from '../../config/devices';
import type { ServerConfig } from '../../config/serverConfig';
import { canPack, packingWork } from '../../placement/search/packing';
import { firstWaiting } from '../../placement/firstWaiting';
import { demandKeys, deviceDemand, groupSizes } from '../../placement/demand/deviceDemand';
import { needKeys } from '../../placement/demand/needOf';
import { knownCpus, knownDeviceCounts } from '../../placement/search/rayNodes';
import type { Work } from '../../placement/search/steps';
import { text } from '../../text/text';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const cpuBundles: FileRule = {
  id: 'cpu-bundles',
  stage: 'hang',
  severity: 'error',
  inForecast: true,
  // Later releases reserve and count otherwise.
  versions: { before: '0.5.2' },
  reads: ofEach([...demandKeys, ...needKeys]),

  *checkFile({ cluster, config, version }) {
    const cpus = knownCpus(cluster);
    if (cluster === undefined || cpus === undefined) return;
    // Without enough of one kind, that is what to report.
    const work = packingWork();
    if (!devices.every(device => haveRoom(config, knownDeviceCounts(cluster, device), device, work))) return;
    const waiting = firstWaiting(config.applications, cluster, version);
    if (waiting === undefined) return;
    const { application, groups, groupCpus, replicaCpus } = waiting;
    yield {
      message: text(
        'A placement group of GPUs or NPUs also takes half of the CPUs of a node. Up to here the placement groups ({0}) take {1} {1|CPU|CPUs} and the replicas {2}, and they cannot be placed on the nodes, which have {3}: the launch waits here forever, without a message.',
        groups,
        round(groupCpus),
        round(replicaCpus),
        cpus.join(' + '),
      ),
      ...placeOf(application, application.args?.deviceGroup?.ranks),
    };
  },
};

/** True where the groups of one kind of device fit on the nodes for sure, and where there are none. */
function haveRoom(
  { applications }: ServerConfig,
  counts: number[] | undefined,
  device: Device,
  work: Work,
): boolean {
  const demands = applications
    .flatMap(application => deviceDemand(application) ?? [])
    .filter(demand => demand.device === device);
  if (demands.length === 0) return true;
  return (
    counts !== undefined &&
    canPack(
      counts,
      demands.flatMap(demand => groupSizes(demand, counts)),
      work,
    ) === true
  );
}

/** Sums of 0.1 and the like. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
