/** The records of one host, in files that every window of the editor shares. */
import type { FileFault, Host } from '../core/machine/host';
import type { ProcessRecord } from '../core/records/record';
import { decodeRecord } from '../core/records/decodeRecord';
import { redactArgv } from '../core/secrets/redact';
import { text, UserError } from '../core/text/text';

/** A record is some hundred bytes; a file that is larger is not one. */
const maxRecordBytes = 1 << 20;

export interface RecordsRead {
  readonly records: readonly ProcessRecord[];
  /** What is wrong with each file that cannot be used as a record. */
  readonly broken: readonly FileFault[];
}

/**
 * Records of one host: `<state folder>/records/<id>.json`, mode 0600. A record decides whom Stop ends, which address is
 * asked and which interpreter is run, so only what this user alone can have written is used: see `Host.readOwn`. Every
 * method throws a UserError where the folders are not this user's own.
 */
export class RecordStore {
  constructor(readonly host: Host) {}

  /** All records that can be used, of every cluster and every machine, oldest first. */
  async list(signal: AbortSignal): Promise<readonly ProcessRecord[]> {
    return (await this.read(signal)).records;
  }

  /** As {@link list}, with what is wrong with the files that cannot be used: one bad file costs itself alone. */
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

  /**
   * Writes a new record; false if there is one of this id already. Throws a UserError where a file that cannot be used
   * stands in its place.
   */
  async create(record: ProcessRecord, signal: AbortSignal): Promise<boolean> {
    const path = await this.#path(record.id, signal);
    if (await this.host.createFile(path, print(record), 0o600, signal)) return true;
    const { broken } = await this.#readOne(path, signal);
    if (broken !== undefined) throw new UserError(broken.what, broken.remedy);
    return false;
  }

  /** Writes a record whole, over an older one of its id. */
  async write(record: ProcessRecord, signal: AbortSignal): Promise<void> {
    await this.host.writeFile(await this.#path(record.id, signal), print(record), 0o600, signal);
  }

  /** No error if there is none. */
  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.host.removeFile(await this.#path(id, signal), signal);
  }

  async #readOne(path: string, signal: AbortSignal): Promise<{ record?: ProcessRecord; broken?: FileFault }> {
    let file;
    try {
      file = await this.host.readOwn(path, maxRecordBytes, signal);
    } catch (error) {
      signal.throwIfAborted();
      return { broken: { what: text('{0} cannot be read: {1}', path, String(error)) } };
    }
    // Removed since the folder was listed.
    if (file === undefined) return {};
    if ('what' in file) return { broken: file };
    try {
      const record = decodeRecord(JSON.parse(new TextDecoder().decode(file.bytes)));
      // The file is found by its name when the record is removed, so the two must agree.
      if (record !== undefined && path.endsWith(`/${record.id}.json`)) return { record };
    } catch {
      // Not JSON: the same as a record without its fields.
    }
    return { broken: { what: text('{0} is not a record of this version, so it is not changed.', path) } };
  }

  /** Where the records are. The logs lie beside them, and what is written down is about to write there. */
  async #folder(signal: AbortSignal): Promise<string> {
    const state = await this.host.stateFolder(signal);
    const records = `${state}/records`;
    for (const folder of [state, records, `${state}/logs`]) {
      const fault = await this.host.folderFault(folder, signal);
      if (fault !== undefined) throw new UserError(fault.what, fault.remedy);
    }
    return records;
  }

  async #path(id: string, signal: AbortSignal): Promise<string> {
    return `${await this.#folder(signal)}/${id}.json`;
  }
}

/** Secrets are named in a record, never held. The interpreter is run again by it, and stays as it is. */
function print(record: ProcessRecord): string {
  const [program, ...rest] = record.argv;
  const argv = program === undefined ? [] : [program, ...redactArgv(rest)];
  return `${JSON.stringify({ ...record, argv }, undefined, 2)}\n`;
}
