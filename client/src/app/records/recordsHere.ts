/**
 * Which records are of this machine. Several machines may share a home folder, and so the folder of records in it: what
 * another one wrote down must neither be taken for ours nor be removed. Whoever looks for the records of a cluster does
 * it by {@link recordsHere}.
 */
import type { FileFault, Host, ProcessInfo } from '../../core/machine/host';
import { processesOf, type RecordProcesses } from '../../core/machine/processes';
import type { ProcessRecord } from '../../core/records/record';

/** What is needed of the store of records; adapters/recordStore.ts. */
export interface RecordReader {
  read(
    signal: AbortSignal,
  ): Promise<{ readonly records: readonly ProcessRecord[]; readonly broken: readonly FileFault[] }>;
}

export interface ReadPorts {
  readonly host: Host;
  readonly records: RecordReader;
}

/** A record of this machine, with what lives of it. */
export interface RecordHere extends RecordProcesses {
  readonly record: ProcessRecord;
  /** Whoever writes this record is still at work on it. */
  readonly owned: boolean;
}

/** Records that are meant; without `clusterFile` those of every cluster. */
export interface RecordFilter {
  readonly clusterFile?: string;
  readonly kind?: ProcessRecord['kind'];
}

/** Records of this machine, oldest first, and what is wrong with those that cannot be used, whatever the filter. */
export async function recordsHere(
  { clusterFile, kind }: RecordFilter,
  { host, records }: ReadPorts,
  signal: AbortSignal,
): Promise<{ readonly here: readonly RecordHere[]; readonly broken: readonly FileFault[] }> {
  const { records: all, broken } = await records.read(signal);
  const meant = all.filter(
    record =>
      (clusterFile === undefined || record.clusterFile === clusterFile) &&
      (kind === undefined || record.kind === kind),
  );
  if (meant.length === 0) return { here: [], broken };
  const [bootId, machine, processes] = await Promise.all([
    host.bootId(signal),
    host.machine(signal),
    host.processes(signal),
  ]);
  const here = meant
    .map(record => ({
      record,
      ...processesOf(record, processes, bootId),
      owned: isOwned(record, processes),
    }))
    .filter(({ record, members }) => members.length > 0 || isOf(record, machine, bootId));
  return { here, broken };
}

function isOwned({ owner }: ProcessRecord, processes: readonly ProcessInfo[]): boolean {
  return processes.some(({ pid, startTicks }) => pid === owner?.pid && startTicks === owner.startTicks);
}

/**
 * A record without a machine is from a version that did not write it into those of launchers. It is ours as long as
 * this kernel runs; after that nothing tells whose it is, and it is left alone.
 */
function isOf(record: ProcessRecord, machine: string, bootId: string): boolean {
  return record.machine === undefined ? record.bootId === bootId : record.machine === machine;
}
