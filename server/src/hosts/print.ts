/** Standard output of `twinkle-check`. */
import { fstatSync, writeSync } from 'node:fs';

/**
 * Writes all of a text before it returns. Not through `process.stdout` where that is avoidable: the first use of it loads
 * streams and sockets, 4 ms of 65 for a small file.
 */
export function print(text: string): void {
  // A console of Windows takes Unicode from Node's own stream alone.
  if (process.platform === 'win32') {
    toStream(text);
    return;
  }
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // A reader that has seen enough closes the pipe (`twinkle-check | head`); that is no failure.
    if (code === 'EPIPE') return;
    // Somebody made the pipe one that does not wait: a stream does.
    if (code !== 'EAGAIN') throw error;
    toStream(rest);
  }
}

/** Whether people read it on a screen. */
export function isTerminal(): boolean {
  return fstatSync(1).isCharacterDevice() && process.stdout.isTTY;
}

function toStream(text: string | Buffer): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.stdout.write(text);
}
