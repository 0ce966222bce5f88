/** Bytes as lines of JSON, some of which have bytes behind them. */

/** A line or what is behind it that is longer than this is no answer of ours. */
const mostBytes = 64 << 20;

/** One line, with the bytes behind it where it announced them by a number `bytes`. */
export interface Message {
  readonly value: unknown;
  readonly payload: Uint8Array | undefined;
}

/** Each line of a stream, parsed. Throws for a line that is not JSON or too long. */
export async function* messages(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Message, void> {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let size = 0;
  /** What was announced, and the line that did. */
  let announced: { readonly value: unknown; readonly bytes: number } | undefined;
  const take = (part: Uint8Array) => {
    parts.push(part);
    size += part.length;
    if (size > mostBytes) throw new Error('a line is too long');
  };
  const taken = () => {
    const [only, ...others] = parts;
    const all = only !== undefined && others.length === 0 ? only : joined(parts, size);
    parts = [];
    size = 0;
    return all;
  };
  for await (const chunk of stream) {
    let at = 0;
    while (at < chunk.length) {
      if (announced !== undefined) {
        const end = Math.min(chunk.length, at + announced.bytes - size);
        take(chunk.subarray(at, end));
        at = end;
        if (size < announced.bytes) continue;
        yield { value: announced.value, payload: taken() };
        announced = undefined;
        continue;
      }
      const end = chunk.indexOf(lineFeed, at);
      take(chunk.subarray(at, end < 0 ? chunk.length : end));
      at = end < 0 ? chunk.length : end + 1;
      if (end < 0) continue;
      const value = JSON.parse(decoder.decode(taken())) as unknown;
      const bytes = announcedBytes(value);
      if (bytes > mostBytes) throw new Error('a line is too long');
      if (bytes > 0) announced = { value, bytes };
      else yield { value, payload: undefined };
    }
  }
}

const lineFeed = 10;

function announcedBytes(value: unknown): number {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : undefined;
  return Number.isSafeInteger(bytes) ? Number(bytes) : 0;
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The end of a stream as text, at most so many bytes. */
export async function endOf(stream: AsyncIterable<Uint8Array>, most = 4096): Promise<string> {
  let end = new Uint8Array();
  for await (const bytes of stream) {
    const all = new Uint8Array(end.length + bytes.length);
    all.set(end);
    all.set(bytes, end.length);
    end = all.slice(-most);
  }
  return new TextDecoder().decode(end).trim();
}
