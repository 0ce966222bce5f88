/**
 * Each replica of a model or sampler makes placement groups of its own, so it takes as many GPUs or NPUs as the first; and
 * where Ray Serve adds one for which there is no room, it waits in `ray.get(pg.ready())` without a limit.
 * Source: twinkle/server/deployment.py `init_twinkle_runtime` (one resource manager for each replica) and
 * twinkle/infra/_ray/resource_manager.py, twinkle-kit 0.5.1; `auto`: ray/serve/config.py `AutoscalingConfig.default`,
 * Ray 2.60.0.
 */
import { deviceNames, devices, type Device } from '../../config/devices';
import { perApplication } from '../../config/perApplication';
import { replicasOf, type Replicas } from '../../config/replicaOptions';
import type { Application } from '../../config/serverConfig';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { demandKeys, deviceDemand, groupSizes, type DeviceDemand } from '../../placement/demand/deviceDemand';
import { canPack, packingWork } from '../../placement/search/packing';
import { knownDeviceCounts } from '../../placement/search/rayNodes';
import type { Work } from '../../placement/search/steps';
import { text, type Text } from '../../text/text';
import { numberFix } from '../fixes/numberFix';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule, RuleContext, RuleFinding } from '../engine/rule';

export const replicasMultiply: FileRule = {
  id: 'replicas-multiply',
  stage: 'hang',
  severity: 'warning',
  consequenceOf: ['ranks-exceed-cluster', 'cpu-bundles', 'replicas-and-autoscaling', 'autoscaling-range'],
  reads: ofEach([...demandKeys, 'args.train_mode']),

  *checkFile(context) {
    const work = packingWork();
    for (const device of devices) yield* ofDevice(context, device, work);
  },
};

function* ofDevice(
  { cluster, config, document }: RuleContext,
  device: Device,
  work: Work,
): Generator<RuleFinding> {
  const claims = config.applications
    .flatMap(application => claimOf(application))
    .filter(({ demand }) => demand.device === device);
  const several = claims.filter(({ most }) => most > 1);
  if (several.length === 0) return;
  const capacities = knownDeviceCounts(cluster, device);
  const fits = capacities !== undefined && canPack(capacities, bundlesOf(claims, capacities), work) === true;
  if (fits) return;
  const total = capacities?.reduce((sum, count) => sum + count, 0);
  for (const claim of several) {
    const { application, replicas } = claim;
    yield {
      message: messageOf(claim, total),
      ...placeOf(application, replicas.maximum ?? replicas.fixed),
      fixes: () => toOne(document, application, replicas),
    };
  }
}

interface Claim {
  readonly application: Application;
  readonly demand: DeviceDemand;
  readonly replicas: Replicas;
  readonly most: number;
}

const claimOf = perApplication((application): Claim[] => {
  const demand = deviceDemand(application);
  const replicas = replicasOf(application);
  // Of full training the loader says that it takes one replica, and what is unknown may be that.
  const mode = application.args?.trainMode;
  if (demand === undefined || (mode !== undefined && mode.value !== 'lora')) return [];
  // Deployments that are not written are one replica, and so is what cannot be read, at least.
  return [{ application, demand, replicas: replicas ?? noReplicas(application), most: replicas?.most ?? 1 }];
});

function noReplicas({ node }: Application): Replicas {
  const absent = {
    fixed: undefined,
    scaling: undefined,
    minimum: undefined,
    initial: undefined,
    maximum: undefined,
  };
  return { node, isAuto: false, least: 1, most: 1, ...absent };
}

function bundlesOf(claims: readonly Claim[], capacities: readonly number[]): number[] {
  return claims.flatMap(({ demand, most }) => groupSizes({ ...demand, replicas: most }, capacities));
}

function messageOf(
  { demand: { device, nodes, perNode }, most, replicas }: Claim,
  total: number | undefined,
): Text {
  const name = deviceNames[device];
  const wanted = most * nodes * perNode;
  if (total !== undefined && wanted > total) {
    return text(
      'Each replica reserves its own {5}s: up to {0} {0|replica|replicas} × {1} {1|node|nodes} × {2} {5}{2||s} = {3} {5}{3||s}, but the cluster file has {4}. A replica without room waits forever.',
      most,
      nodes,
      perNode,
      wanted,
      total,
      name,
    );
  }
  return replicas.isAuto && replicas.maximum === undefined
    ? text(
        '`auto` means up to {0} {0|replica|replicas}, and each reserves its own {4}s: {0} {0|replica|replicas} × {1} {1|node|nodes} × {2} {4}{2||s} = {3} {4}{3||s}. A replica without room waits forever.',
        most,
        nodes,
        perNode,
        wanted,
        name,
      )
    : text(
        'Each replica reserves its own {4}s: up to {0} {0|replica|replicas} × {1} {1|node|nodes} × {2} {4}{2||s} = {3} {4}{3||s}. A replica without room waits forever.',
        most,
        nodes,
        perNode,
        wanted,
        name,
      );
}

/** Not where more than one is what the file wants at least. */
function toOne(document: ParsedDocument, application: Application, replicas: Replicas): Fix[] {
  const { scaling, maximum, fixed, node, least } = replicas;
  if (scaling !== undefined) {
    if (least === undefined || least > 1 || maximum === undefined) return [];
    return numberFix(document, application, {
      mapping: scaling,
      key: 'max_replicas',
      field: maximum,
      value: 1,
    });
  }
  return numberFix(document, application, { mapping: node, key: 'num_replicas', field: fixed, value: 1 });
}
