/** skeleton */
import type { Host } from '../core/host';
import type { ProcessRecord } from '../core/record';
import type { Text } from '../core/text';

/** Records of one host: `<state folder>/records/<id>.json`, mode 0600. */
export class RecordStore {
  constructor(readonly host: Host) {}

  /** All records that can be read, of every cluster. */
  list(_signal: AbortSignal): Promise<readonly ProcessRecord[]> {
    return Promise.reject(new Error());
  }

  /** As {@link list}, with what is wrong with the files that cannot be read. */
  read(_signal: AbortSignal): Promise<{ records: readonly ProcessRecord[]; broken: readonly Text[] }> {
    return Promise.reject(new Error());
  }

  /** Writes a new record; false if there is one of this id already. */
  create(_record: ProcessRecord, _signal: AbortSignal): Promise<boolean> {
    return Promise.reject(new Error());
  }

  /** Writes a record whole, over an older one of its id. */
  write(_record: ProcessRecord, _signal: AbortSignal): Promise<void> {
    return Promise.reject(new Error());
  }

  remove(_id: string, _signal: AbortSignal): Promise<void> {
    return Promise.reject(new Error());
  }
}
