/** The machines of a cluster file. */
import type { ClusterFile } from './clusterFile';

const local: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** True for a name that means another machine on each machine. */
export function isLocalHost(host: string): boolean {
  return local.has(host.toLowerCase());
}

/** How many hosts the nodes stand on, as far as they are known; 0 without a cluster file. */
export function hostCount(cluster: ClusterFile | undefined): number {
  // A node whose host is not written runs on this machine, as with `local`.
  const hosts = (cluster?.nodes ?? []).flatMap(({ host }) =>
    host === undefined ? ['local'] : host.value === undefined ? [] : [host.value.toLowerCase()],
  );
  return new Set(hosts.map(host => (isLocalHost(host) ? 'local' : host))).size;
}
