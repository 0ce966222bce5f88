import { hash } from '../../core/format/hash';

/**
 * The same for every launch of a cluster file on one machine, in whichever way, so that two windows cannot launch two
 * servers on one cluster, while two machines with one home folder can have one each.
 */
export function launcherId(clusterFile: string, machine: string): string {
  return `launcher-${hash(machine)}-${hash(clusterFile)}`;
}
