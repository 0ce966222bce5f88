/**
 * Applications are deployed in the order of the file, and Ray puts each group of GPUs or NPUs on any node that has them free. So
 * a small application may take the node that a larger one behind it needs, which then waits without a limit; with the
 * larger ones first it cannot.
 * Source: twinkle/server/launcher/server_launcher.py `launch` and twinkle/infra/_ray/resource_manager.py
 * `ResourceManager.__init__` (`ray.get(pg.ready())`), twinkle-kit 0.1 to 0.5.1.
 */
import { deviceNames, devices, type Device } from '../../config/devices';
import type { Application } from '../../config/serverConfig';
import { demandKeys, deviceDemand, groupSizes, type DeviceDemand } from '../../placement/demand/deviceDemand';
import { knownDeviceCounts } from '../../placement/search/rayNodes';
import { text } from '../../text/text';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule, RuleContext, RuleFinding } from '../engine/rule';
import { mayStrand } from '../../placement/search/stranding';

export const applicationOrder: FileRule = {
  id: 'application-order',
  stage: 'hang',
  severity: 'hint',
  consequenceOf: ['ranks-exceed-cluster', 'cpu-bundles', 'nproc-too-small'],
  reads: ofEach(demandKeys),

  *checkFile(context) {
    for (const device of devices) yield* ofDevice(context, device);
  },
};

function* ofDevice({ cluster, config }: RuleContext, device: Device): Generator<RuleFinding> {
  const claims: Claim[] = [];
  config.applications.forEach(application => {
    const demand = deviceDemand(application);
    if (demand?.device === device) claims.push({ application, demand });
  });
  const pair = unordered(claims);
  const nodes = knownDeviceCounts(cluster, device);
  if (pair === undefined || (nodes !== undefined && !orderMatters(nodes, claims))) return;
  const { smaller, larger } = pair;
  yield {
    message: text(
      'This application needs {0} {3}{0||s} on one node. `{1}`, deployed before it, takes {2} on a node that Ray chooses: if that is the room for this one, the launch waits here forever. Put larger applications first.',
      larger.demand.perNode,
      nameOf(smaller.application),
      smaller.demand.perNode,
      deviceNames[device],
    ),
    ...placeOf(larger.application, larger.application.name),
    related: [
      {
        span: placeOf(smaller.application, smaller.application.name).span,
        message: text('This one needs fewer.'),
      },
    ],
  };
}

interface Claim {
  readonly application: Application;
  readonly demand: DeviceDemand;
}

/** The first application that needs more devices on a node than one before it, and that one. */
function unordered(claims: readonly Claim[]): { smaller: Claim; larger: Claim } | undefined {
  let smaller: Claim | undefined;
  for (const claim of claims) {
    const { perNode } = claim.demand;
    if (smaller !== undefined && perNode > smaller.demand.perNode) return { smaller, larger: claim };
    if (smaller === undefined || perNode < smaller.demand.perNode) smaller = claim;
  }
  return undefined;
}

/** On these nodes a group may be left without room, but not with the larger ones first. */
function orderMatters(nodes: readonly number[], claims: readonly Claim[]): boolean {
  const groups = claims.flatMap(({ demand }) => groupSizes(demand, nodes));
  const sorted = [...groups].sort((one, other) => other - one);
  return mayStrand(nodes, groups) === true && mayStrand(nodes, sorted) === false;
}

function nameOf({ name, index }: Application): string {
  return name?.value ?? `applications[${index}]`;
}
