/** Bytes as lines of JSON. */

/** A line that is longer than this is no answer of ours. */
const mostCharacters = 64 << 20;

/** Each line of a stream, parsed. Throws for a line that is not JSON or too long. */
export async function* jsonLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let size = 0;
  for await (const bytes of stream) {
    const [first = '', ...rest] = decoder.decode(bytes, { stream: true }).split('\n');
    parts.push(first);
    size += first.length;
    if (size > mostCharacters) throw new Error('a line is too long');
    for (const next of rest) {
      const line = parts.join('');
      parts = [next];
      size = next.length;
      yield JSON.parse(line) as unknown;
    }
  }
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
