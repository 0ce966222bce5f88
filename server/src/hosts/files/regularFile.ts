/**
 * The one place where a file is read. A clone may hold anything under a name that is ours: a link to /dev/zero, which
 * never ends, or a named pipe, which nobody writes. So a file is opened without waiting, must be a regular one, and is
 * read up to a bound. `npm run lint` keeps every other read out.
 */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  promises,
  readSync,
  statSync,
  type Dirent,
} from 'node:fs';
import { mostConfigurationBytes } from '../../protocol';
import { refuseOther, refuseSystemState, Unreadable, unreadable } from './unreadable';

/**
 * Bytes of a file at most. Options are parsed whole, as is a package.json that has them, and each line of a .gitignore
 * becomes a regular expression (256 KB take a second).
 */
export const mostBytes = {
  configuration: mostConfigurationBytes,
  options: 2 ** 16,
  manifest: 2 ** 20,
  patterns: 2 ** 18,
  /** A file of this package. */
  product: 2 ** 24,
};

/** Without waiting for a writer, and without a terminal becoming ours. Windows has neither, and neither problem. */
const flags = () => constants.O_RDONLY | (constants.O_NONBLOCK || 0) | (constants.O_NOCTTY || 0);

/** @throws {@link Unreadable} for what is no regular file, is too large, or may not be read */
export function readRegularSync(path: string, most = mostBytes.configuration): Buffer {
  try {
    // Before it is opened too: a device may do something when it is.
    refuseOther(statSync(path), path);
    refuseSystemState(path);
    const file = openSync(path, flags());
    try {
      const stats = fstatSync(file);
      refuseOther(stats, path);
      return readToEnd(file, stats.size, most);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unreadable(error, path);
  }
}

/** As {@link readRegularSync}, and holds nobody up while a disk is slow. */
export async function readRegular(path: string): Promise<Buffer> {
  try {
    refuseOther(await promises.stat(path), path);
    refuseSystemState(path);
    const file = await promises.open(path, flags());
    try {
      const stats = await file.stat();
      refuseOther(stats, path);
      const content = new Content(stats.size, mostBytes.configuration);
      while (content.take((await file.read(content.room(), 0)).bytesRead));
      return content.bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(error, path);
  }
}

/** What is in a folder. */
export function readFolder(path: string): Promise<Dirent[]> {
  return promises.readdir(path, { withFileTypes: true });
}

/**
 * Standard input, or a pipe that the command line names as a shell does (`<(…)`); waits for it, but reads no more of
 * it than of a file.
 *
 * @throws {@link Unreadable}
 */
export function readStream(source: 0 | string): Buffer {
  try {
    const file = source === 0 ? 0 : openSync(source, 'r');
    try {
      return readToEnd(file, 0, mostBytes.configuration);
    } finally {
      if (file !== 0) closeSync(file);
    }
  } catch (error) {
    throw unreadable(error, source === 0 ? '/dev/stdin' : source);
  }
}

function readToEnd(file: number, size: number, most: number): Buffer {
  const content = new Content(size, most);
  for (;;) {
    const room = content.room();
    if (!content.take(readSync(file, room, 0, room.length, null))) return content.bytes;
  }
}

/** What is read so far. The size that a file tells is a guess only: it may grow, and some file systems tell 0. */
class Content {
  readonly #most: number;
  #buffer: Buffer;
  #length = 0;

  /** @throws {@link Unreadable} where the size alone is too large */
  constructor(size: number, most: number) {
    if (size > most) throw tooLarge(most);
    this.#most = most;
    // One more, so that the end is seen without a larger buffer.
    this.#buffer = Buffer.allocUnsafe(Math.max(size + 1, 64 * 1024));
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Where the next bytes go; never empty. */
  room(): Buffer {
    if (this.#length === this.#buffer.length)
      this.#buffer = Buffer.concat([this.#buffer], Math.min(this.#length * 2, this.#most + 1));
    return this.#buffer.subarray(this.#length);
  }

  /** @returns false at the end of the file */
  take(count: number): boolean {
    this.#length += count;
    if (this.#length > this.#most) throw tooLarge(this.#most);
    return count > 0;
  }
}

function tooLarge(most: number): Unreadable {
  const size = most >= 2 ** 20 ? `${most / 2 ** 20} MB` : `${most / 2 ** 10} KB`;
  return new Unreadable(`is larger than ${size}, and no more is read; make it smaller, or exclude it`);
}
