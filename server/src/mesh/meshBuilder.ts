/** Which applications build a device mesh at all: models and samplers that are no mock, and each processor. */
import type { Application, DeviceMesh } from '../config/serverConfig';
import { mockField } from '../schema/checks/dormant';
import { engineOf, meshKeys, type MeshSetup } from './meshSetup';
import { rankCount } from './rankCount';

export interface MeshBuilder {
  readonly builder: MeshSetup['engine'] | 'processor';
  readonly deviceMesh: DeviceMesh;
  /** Processes: ranks ÷ gpus_per_worker; undefined where that is unknown. */
  readonly workers: number | undefined;
}

/** The keys of an application that it is read from. */
export const builderKeys = meshKeys;

/**
 * Undefined for an application of another or an unknown kind, and for a mock.
 * Source: twinkle/server/deployment.py `init_twinkle_runtime` and twinkle/server/processor/app.py, twinkle-kit 0.5.1;
 * the same in 0.4.0. Before, all of them built one, and there was no mock.
 */
export function meshBuilder(application: Application): MeshBuilder | undefined {
  const { kind, args } = application;
  const builder = kind?.value === 'processor' ? 'processor' : args && engineOf(kind?.value, args);
  return builder && builderAs(application, builder);
}

/** What each engine would build that can take the place of a mock; nothing for what is no mock. */
export function laterBuilders(application: Application): MeshBuilder[] {
  const mock = mockField(application);
  if (mock === undefined) return [];
  const engines = mock === 'backend' ? (['transformers', 'megatron'] as const) : (['vllm'] as const);
  return engines.flatMap(engine => builderAs(application, engine) ?? []);
}

function builderAs({ args }: Application, builder: MeshBuilder['builder']): MeshBuilder | undefined {
  const deviceMesh = args?.deviceMesh;
  if (args === undefined || deviceMesh === undefined) return undefined;
  const group = args.deviceGroup;
  const ranks = group && rankCount(group);
  const perWorker = group?.gpusPerWorker === undefined ? 1 : group.gpusPerWorker.value;
  const workers = ranks === undefined || perWorker === undefined ? undefined : ranks / perWorker;
  return { builder, deviceMesh, workers: Number.isInteger(workers) ? workers : undefined };
}
