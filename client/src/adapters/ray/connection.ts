/**
 * HTTP over one stream that was opened elsewhere. It need not be a socket of Node's, since a connection to another
 * machine is a channel of SSH.
 */
import { Agent, ClientRequest, type IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Throws what `tooLong` makes when the body has more bytes. */
  readonly maxBytes: number;
  readonly tooLong: () => Error;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One connection for one question at a time. */
export class Connection {
  /** True once its other end was found to be ours; what is at an end does not change while it is open. */
  proven = false;
  readonly #agent: Agent;

  constructor(readonly stream: Duplex) {
    this.#agent = new OneStream(stream);
    // Whoever reads or writes it gets the error, too. Between two questions nothing does.
    stream.on('error', () => undefined);
  }

  /** False once another question cannot be asked: the other end has closed it, or said that it will. */
  get usable(): boolean {
    return !this.stream.destroyed && this.stream.writable && this.stream.readable;
  }

  destroy(): void {
    this.#agent.destroy();
    this.stream.destroy();
  }

  /**
   * Calls back once when the other end closes the connection, or sends what was not asked for; from now until the
   * returned function is called. Reading is what makes a close visible.
   */
  whileIdle(onEnd: () => void): () => void {
    const { stream } = this;
    const events = ['end', 'close', 'data'];
    const stop = () => {
      for (const event of events) stream.off(event, ended);
    };
    const ended = () => {
      stop();
      onEnd();
    };
    for (const event of events) stream.on(event, ended);
    stream.resume();
    return stop;
  }

  /** Destroys the connection when it fails. Throws the signal's reason when it is aborted. */
  ask({ method, url, headers, body, maxBytes, tooLong }: Question, signal: AbortSignal): Promise<Answer> {
    const done = new AbortController();
    const answer = new Promise<Answer>((resolve, reject) => {
      signal.throwIfAborted();
      // Not `http.request`: in extensions the editor replaces it by one that puts an agent of the editor's own before
      // ours, which may take a proxy (@vscode/proxy-agent 0.45, createHttpPatch).
      const request = new ClientRequest({
        agent: this.#agent,
        method,
        headers: body === undefined ? headers : { ...headers, 'Content-Length': String(body.length) },
        hostname: hostOf(url),
        port: url.port || 80,
        path: url.pathname + url.search,
      });
      const end = (reason: unknown) => {
        reject(reason instanceof Error ? reason : new Error(String(reason)));
        request.destroy();
      };
      // By hand and removed at the end: a signal that fires later must not end a connection that has gone on to
      // serve another request.
      const abort = () => {
        end(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true, signal: done.signal });
      request.on('error', reject);
      request.on('response', (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) end(tooLong());
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
      });
      request.end(body);
    });
    return answer
      .catch((error: unknown) => {
        this.destroy();
        throw error;
      })
      .finally(() => {
        done.abort();
      });
  }
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Keeps its one stream between requests, and makes no other. */
class OneStream extends Agent {
  readonly #stream: Duplex;

  constructor(stream: Duplex) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#stream = stream;
  }

  override createConnection(): Duplex {
    if (this.#stream.destroyed) throw new Error('The connection was closed.');
    return this.#stream;
  }

  /** What Node does here is for its own sockets alone. */
  override keepSocketAlive(stream: Duplex): boolean {
    if (stream instanceof Socket) super.keepSocketAlive(stream);
    return true;
  }

  override reuseSocket(stream: Duplex, request: ClientRequest): void {
    if (stream instanceof Socket) super.reuseSocket(stream, request);
    else request.reusedSocket = true;
  }
}
