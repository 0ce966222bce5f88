/** The record of a launcher before it starts. It holds the place: of two windows, one launches. */
import { never } from '../../core/async/wait';
import { hash } from '../../core/format/hash';
import type { Keeper } from '../../core/machine/keeper';
import type { JobRecord, LauncherRecord, NodeRecord, ProcessRecord } from '../../core/records/processRecord';
import { text, UserError } from '../../core/text/text';

/** What only this launcher has; the rest is the same for each, or that of its cluster. */
type Own<R> = Omit<R, 'version' | 'stage' | 'lease' | 'machine' | 'boot' | 'exitFile' | keyof OfCluster>;
type OfCluster = Pick<NodeRecord, 'clusterFile' | 'cluster' | 'node' | 'host'>;

/**
 * The same for every launch of a cluster file on one machine, in whichever way, so that two windows cannot launch two
 * servers on one cluster, while two machines with one home folder can have one each.
 */
export function launcherId(clusterFile: string, machine: string): string {
  return `launcher-${hash(machine)}-${hash(clusterFile)}`;
}

/** Cannot be cancelled. Throws a UserError where another window is quicker. */
export async function writeIntent(
  keeper: Pick<Keeper, 'create'>,
  { clusterFile, cluster, node, host }: OfCluster,
  own: Own<LauncherRecord> | Own<JobRecord>,
): Promise<ProcessRecord> {
  const { created, record } = await keeper.create(
    { version: 2, stage: 'starting', lease: true, clusterFile, cluster, node, host, ...own },
    never,
  );
  if (!created) throw new UserError(text('Another window is launching the server of {0}.', cluster));
  return record;
}
