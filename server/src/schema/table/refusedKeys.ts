/** Keys that the schema has and that are an error where they would stand, whatever their value. */
import type { Entry, Path } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';

export interface KeyPlace {
  /** Of the mapping. */
  readonly path: Path;
  /** What the mapping has already. */
  readonly beside: readonly Entry[];
  readonly kind: ApplicationKind | undefined;
}

/** By the rules that report such a key: serverHttpOptions, replicasAndAutoscaling and gpusPerWorkerOnCpu. */
export function isRefused(key: string, { path, beside, kind }: KeyPlace): boolean {
  const place = path.filter(step => typeof step === 'string').join('.');
  const other = (name: string) => beside.find(entry => entry.key.value === name)?.value;
  switch (`${place}.${key}`) {
    case 'applications.args.http_options':
      return kind === 'server';
    case 'applications.deployments.num_replicas':
      return other('autoscaling_config')?.kind === 'mapping';
    case 'applications.deployments.autoscaling_config': {
      const count = other('num_replicas');
      return count?.kind === 'scalar' && typeof count.value === 'number';
    }
    case 'applications.args.device_group.gpus_per_worker': {
      const device = other('device_type');
      return device?.kind === 'scalar' && String(device.value).toUpperCase() === 'CPU';
    }
    default:
      return false;
  }
}
