/** Looks for the first line of a log that reports an error, in bounded memory. */
import { asShown } from '../../core/launch/log/terminal';
import { LineReader } from '../../core/logs/lineReader';
import type { Keeper } from '../../core/machine/keeper';

const chunkBytes = 1 << 20;
/** A line that is longer is looked at by parts. */
const longestLine = 65_536;

/**
 * Its line, from 1; undefined where there is none. Lines are counted as editors count them. Throws what the keeper
 * throws, and the signal's reason.
 */
export async function firstError(
  keeper: Pick<Keeper, 'read'>,
  path: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const decoder = new TextDecoder();
  const reader = new LineReader();
  const isError = (line: string) => {
    const { isHead, severity } = reader.read(asShown(line));
    return isHead && severity === 'error';
  };
  let line = 1;
  let partial = '';
  for (let offset = 0; ;) {
    const slice = await keeper.read(path, offset, chunkBytes, signal);
    if (slice === undefined || slice.bytes.length === 0)
      return partial !== '' && isError(partial) ? line + breaksIn(partial) : undefined;
    offset += slice.bytes.length;
    const parts = (partial + decoder.decode(slice.bytes, { stream: true })).split('\n');
    partial = parts.pop() ?? '';
    for (const part of parts) {
      if (isError(part)) return line + breaksIn(part);
      line += 1 + breaksIn(part);
    }
    if (partial.length > longestLine) {
      if (isError(partial)) return line + breaksIn(partial);
      line += breaksIn(partial);
      partial = ' ';
    }
  }
}

/** Editors begin a line behind each carriage return; what stands behind the last one is what is shown. */
function breaksIn(line: string): number {
  return line.split('\r').length - (line.endsWith('\r') ? 2 : 1);
}
