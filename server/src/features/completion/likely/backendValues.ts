/** What an application is run by and on: values that the file and its nodes make likely. */
import { deviceNames, deviceOf } from '../../../config/devices';
import type { Application, Arguments, ServerConfig } from '../../../config/serverConfig';
import type { ClusterFile } from '../../../config/clusterFile';
import type { ApplicationKind } from '../../../protocol';
import { text, type Text } from '../../../text/text';
import { hardwareOf } from './hardware';
import type { LikelyValue } from './likelyValue';

const noGpu = text('the nodes have no GPU');

/** Backends that need a model, by the key inside of the application. */
const real: Readonly<Record<string, readonly string[]>> = {
  'args.backend': ['transformers', 'megatron'],
  'args.sampler_type': ['vllm'],
};

export interface Surroundings {
  readonly config: ServerConfig;
  readonly cluster: ClusterFile | undefined;
  /** The one whose value is typed. */
  readonly application: Application | undefined;
  readonly kind: ApplicationKind | undefined;
}

/** @param key the place inside of the application; undefined for places without such values */
export function backendValues(around: Surroundings, key: string): readonly LikelyValue[] | undefined {
  const backends = real[key];
  if (backends !== undefined) return orderedBackends(around, key, backends);
  if (key === 'args.device_group.device_type') return deviceTypes(around);
  if (key !== 'args.device_mesh.device_type') return undefined;
  const own = around.application?.args?.deviceGroup?.deviceType?.value;
  return own === undefined ? deviceTypes(around) : [{ value: own, detail: text('device_type of the group') }];
}

/** Nothing where nothing is known: then the order of the schema stays. */
function orderedBackends(around: Surroundings, key: string, backends: readonly string[]): LikelyValue[] {
  const { application, config, cluster } = around;
  const others = config.applications.filter(({ index }) => index !== application?.index);
  const split = key === 'args.backend' ? backendOfMesh(application?.args) : undefined;
  const isReal = split !== undefined || isRealLikely(around, others);
  if (isReal === undefined) return [];
  const used = new Set(others.map(({ args }) => backendOf(args, key)));
  const rank = (value: string) => (value === split?.backend ? 0 : used.has(value) ? 1 : 2);
  const ranked = [...backends].sort((one, other) => rank(one) - rank(other));
  const first = isReal ? deviceReason(around) : hardwareOf(cluster) === 'none' ? noGpu : undefined;
  return (isReal ? [...ranked, 'mock'] : ['mock', ...ranked]).map((value, index) => {
    const another = used.has(value) ? text('as another application of the file') : undefined;
    const detail = value === split?.backend ? split.why : (another ?? (index === 0 ? first : undefined));
    return { value, ...(detail !== undefined && { detail }) };
  });
}

/** Whether an application that needs devices is likely; undefined where nothing speaks for it or against it. */
function isRealLikely(
  { application, cluster }: Surroundings,
  others: readonly Application[],
): boolean | undefined {
  const type =
    application?.args?.deviceGroup?.deviceType?.value ?? application?.args?.deviceMesh?.deviceType?.value;
  if (type?.toUpperCase() === 'CPU') return false;
  if (type !== undefined) return true;
  const backends = others.flatMap(({ args }) => [args?.backend?.value, args?.samplerType?.value]);
  const written = backends.filter(value => value !== undefined);
  if (written.some(value => value !== 'mock')) return true;
  const hardware = hardwareOf(cluster);
  if (hardware !== undefined) return hardware !== 'none';
  return written.length > 0 ? false : undefined;
}

function backendOf(args: Arguments | undefined, key: string): string | undefined {
  return (key === 'args.backend' ? args?.backend : args?.samplerType)?.value;
}

/** Sizes of a mesh that only one of the backends splits a model by. */
function backendOfMesh(
  args: Arguments | undefined,
): { readonly backend: string; readonly why: Text } | undefined {
  const sizes = args?.deviceMesh?.sizes ?? {};
  const isSplit = (size: keyof typeof sizes) => (sizes[size]?.value ?? 1) > 1;
  if (isSplit('fsdp_size')) return { backend: 'transformers', why: text('the mesh has fsdp_size') };
  const size = (['pp_size', 'tp_size'] as const).find(isSplit);
  return size && { backend: 'megatron', why: text('the mesh has {0}', size) };
}

function deviceReason({ application, cluster }: Surroundings): Text | undefined {
  const own = application && deviceOf(application);
  if (own !== undefined) return text('for {0}s', deviceNames[own]);
  const hardware = hardwareOf(cluster);
  return hardware === undefined || hardware === 'none'
    ? undefined
    : text('the nodes have {0}s', deviceNames[hardware]);
}

function deviceTypes({ cluster, kind }: Surroundings): LikelyValue[] {
  if (kind === 'processor') return [{ value: 'CPU' }];
  const hardware = hardwareOf(cluster);
  if (hardware === 'npu') return [{ value: 'NPU', detail: text('the nodes have {0}s', deviceNames.npu) }];
  return hardware === 'none' ? [{ value: 'CPU', detail: noGpu }] : [];
}
