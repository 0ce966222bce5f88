/**
 * An application asks for NPUs, and the nodes of the cluster file list GPUs alone: then the start says nothing of NPUs,
 * and Ray counts those that it finds by itself, on one node perhaps those of another. Where it finds none, the replica
 * fails with `Not enough resources, required nodes: N, available: 0`.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1;
 * ray/_private/accelerators/npu.py, Ray 2.60.0.
 */
import { deviceOf } from '../../config/devices';
import { leastReplicas } from '../../config/replicaNeeds';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const npusUndeclared: ApplicationRule = {
  id: 'npus-undeclared',
  stage: 'replica',
  severity: 'warning',
  reads: ['import_path', 'args.device_group.device_type', 'deployments'],

  *checkApplication({ application, cluster }) {
    const { kind, args } = application;
    if (kind?.value === undefined || kind.value === 'server' || deviceOf(application) !== 'npu') return;
    // A node that lists neither leaves both to Ray, which is a choice.
    const nodes = cluster?.nodes ?? [];
    if (nodes.length === 0 || nodes.some(({ gpus, npus }) => npus !== undefined || gpus === undefined))
      return;
    if (leastReplicas(application) === 0) return;
    yield {
      message: text(
        'No node of the cluster file lists `npus`, so Ray is started without NPUs. If Ray does not detect any itself, the replica fails with "Not enough resources". List the NPUs of each node as `npus`.',
      ),
      ...placeOf(application, args?.deviceGroup?.deviceType),
    };
  },
};
