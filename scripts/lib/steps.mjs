// Progress in words: which step of how many, and how long each took.

/** @param {number} since milliseconds */
export const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export class Steps {
  #done = 0;

  /** @param {number} total */
  constructor(total) {
    this.total = total;
  }

  /**
   * @template T
   * @param {string} title
   * @param {(skip: () => void) => Promise<T> | T} work calls `skip` when there is nothing to do
   * @returns {Promise<T>}
   */
  async run(title, work) {
    this.#done += 1;
    const label = `[${this.#done}/${this.total}] ${title}`;
    const start = Date.now();
    let skipped = false;
    process.stdout.write(`${label} …`);
    const beat = setInterval(
      () => process.stdout.write(process.stdout.isTTY ? `\r${label} … ${seconds(start)}` : '.'),
      process.stdout.isTTY ? 1000 : 15_000,
    );
    try {
      const result = await work(() => (skipped = true));
      const end = skipped ? 'already there' : `done in ${seconds(start)}`;
      process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${label}: ${end}\n` : ` ${end}\n`);
      return result;
    } catch (error) {
      process.stdout.write(` failed after ${seconds(start)}\n`);
      throw error;
    } finally {
      clearInterval(beat);
    }
  }
}

/** An error whose message is for a person: no stack is shown. */
export class Explained extends Error {}

/**
 * Runs a script's main function and tells its error in words.
 * @param {() => Promise<number | void>} work gives the exit code
 */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? process.exitCode ?? 0;
  } catch (error) {
    const known = error instanceof Explained || (error instanceof Error && error.name === 'CommandFailed');
    console.error(known ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
