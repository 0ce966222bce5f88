/** The records of one host, in files that every window of the editor shares. */
import type { Host } from '../core/host';
import type { ProcessRecord } from '../core/record';
import { decodeRecord } from '../core/recordDecode';
import { text, type Text } from '../core/text';

/** A record is some hundred bytes; a file that is larger is not one. */
const maxRecordBytes = 1 << 20;

export interface RecordsRead {
  readonly records: readonly ProcessRecord[];
  /** What is wrong with each file that cannot be read as a record. */
  readonly broken: readonly Text[];
}

/** Records of one host: `<state folder>/records/<id>.json`, mode 0600. */
export class RecordStore {
  constructor(readonly host: Host) {}

  /** All records that can be read, of every cluster, oldest first. */
  async list(signal: AbortSignal): Promise<readonly ProcessRecord[]> {
    return (await this.read(signal)).records;
  }

  /** As {@link list}, with what is wrong with the files that cannot be read: one bad file costs itself alone. */
  async read(signal: AbortSignal): Promise<RecordsRead> {
    const folder = await this.#folder(signal);
    const names = (await this.host.list(folder, signal)).filter(name => name.endsWith('.json'));
    const found = await Promise.all(names.map(name => this.#readOne(`${folder}/${name}`, signal)));
    const records = found.map(({ record }) => record).filter(record => record !== undefined);
    return {
      records: records.toSorted((a, b) => a.createdAt - b.createdAt),
      broken: found.map(({ broken }) => broken).filter(broken => broken !== undefined),
    };
  }

  /** Writes a new record; false if there is one of this id already. */
  async create(record: ProcessRecord, signal: AbortSignal): Promise<boolean> {
    return this.host.createFile(await this.#path(record.id, signal), print(record), 0o600, signal);
  }

  /** Writes a record whole, over an older one of its id. */
  async write(record: ProcessRecord, signal: AbortSignal): Promise<void> {
    await this.host.writeFile(await this.#path(record.id, signal), print(record), 0o600, signal);
  }

  /** No error if there is none. */
  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.host.removeFile(await this.#path(id, signal), signal);
  }

  async #readOne(path: string, signal: AbortSignal): Promise<{ record?: ProcessRecord; broken?: Text }> {
    const slice = await this.host.readFile(path, 0, maxRecordBytes, signal);
    // Removed since the folder was listed.
    if (slice === undefined) return {};
    try {
      const record = decodeRecord(JSON.parse(new TextDecoder().decode(slice.bytes)));
      // The file is found by its name when the record is removed, so the two must agree.
      if (record !== undefined && path.endsWith(`/${record.id}.json`)) return { record };
    } catch {
      // Not JSON: the same as a record without its fields.
    }
    return { broken: text('{0} is not a record of this version and is left alone.', path) };
  }

  async #folder(signal: AbortSignal): Promise<string> {
    return `${await this.host.stateFolder(signal)}/records`;
  }

  async #path(id: string, signal: AbortSignal): Promise<string> {
    return `${await this.#folder(signal)}/${id}.json`;
  }
}

function print(record: ProcessRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}
