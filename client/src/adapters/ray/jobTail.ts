/** The log of a job over a WebSocket, on a stream that was opened elsewhere. */
import type { Duplex } from 'node:stream';
import WebSocket, { createWebSocketStream, type ClientOptions } from 'ws';
import type { TailEnd } from '../../core/ray/jobs';

export interface TailRequest {
  /** Absolute, as in a request of HTTP. */
  readonly path: string;
  /** Such as `127.0.0.1:8265`, for the header alone: the stream is there already. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The other end gave an answer of HTTP instead of a WebSocket. */
export class Refused extends Error {
  constructor(readonly answer: { readonly status: number; readonly body: string }) {
    super(`answered with ${answer.status}`);
  }
}

/** The connection or its protocol has failed. */
export class Cut extends Error {}

/**
 * Of one message. Ray sends lines together up to 20,000 characters, and a longer line whole (ray 2.60,
 * dashboard/modules/job/utils.py), which its own connections take up to 4 MiB.
 */
const maxMessageBytes = 32 * 1024 * 1024;
/** Of an answer that is no WebSocket. */
const maxBodyCharacters = 64 * 1024;
/** Milliseconds: until the other end has answered, and until it has closed the connection. */
const openMs = 30_000;
const closeMs = 5_000;

/**
 * Gives all that comes, until the other end closes the WebSocket. Reads on only when `onBytes` has resolved. Throws what
 * `onBytes` throws, {@link Refused}, {@link Cut}, or the signal's reason.
 */
export async function tail(
  stream: Duplex,
  { path, host, headers }: TailRequest,
  onBytes: (bytes: Uint8Array) => Promise<void> | void,
  signal: AbortSignal,
): Promise<TailEnd> {
  signal.throwIfAborted();
  // An address of a socket file, though there is none: in extensions the editor replaces `http.request`, and leaves this
  // kind alone. For all others its own agent comes first, which may take a proxy (@vscode/proxy-agent 0.45,
  // createHttpPatch).
  const socket = new WebSocket(`ws+unix:-:${path}`, {
    createConnection: (() => stream) as unknown as NonNullable<ClientOptions['createConnection']>,
    headers: { ...headers, Host: host },
    // Ray offers it to its own back end, and cannot read what comes (ray 2.60, dashboard/subprocesses/handle.py).
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    handshakeTimeout: openMs,
    closeTimeout: closeMs,
  } as ClientOptions);
  let code = 1006;
  let refused: Promise<Refused> | undefined;
  socket.on('close', given => {
    code = given;
  });
  socket.on('unexpected-response', (_request, response) => {
    refused = bodyOf(response).then(body => new Refused({ status: response.statusCode ?? 0, body }));
    void refused.finally(() => {
      socket.terminate();
    });
  });
  const messages = createWebSocketStream(socket);
  const abort = () => messages.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  const iterator = messages[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  try {
    for (;;) {
      const next = await iterator.next().catch(async (error: unknown) => {
        signal.throwIfAborted();
        throw (await refused) ?? new Cut(String(error), { cause: error });
      });
      if (next.done === true) break;
      await onBytes(next.value);
      signal.throwIfAborted();
    }
    const answer = await refused;
    if (answer !== undefined) throw answer;
    return { code };
  } finally {
    signal.removeEventListener('abort', abort);
    // Nobody listens any more, and an error of what is ended here is none.
    messages.on('error', () => undefined);
    messages.destroy();
    stream.destroy();
  }
}

async function bodyOf(response: AsyncIterable<unknown>): Promise<string> {
  let body = '';
  try {
    for await (const chunk of response) {
      body += String(chunk);
      if (body.length > maxBodyCharacters) break;
    }
  } catch {
    // What has come is enough to say what it was.
  }
  return body.slice(0, maxBodyCharacters);
}
