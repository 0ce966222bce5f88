/**
 * Ray's dashboard over `node:http`. Never `fetch`: Ray refuses requests that look like a browser's, and Node's fetch
 * adds `sec-fetch-mode` to each (ray 2.60, dashboard/optional_utils.py and dashboard/http_server_head.py). Answers
 * are returned as `unknown`; what they mean is decided by core/ray/decode*.ts, row by row.
 */
import { once } from 'node:events';
import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Disposable } from '../core/async/event';
import { isSendableToken } from '../core/secrets/rayToken';
import { text, UserError, type Text } from '../core/text/text';
import { isLoopback, peerOwner, type PeerOwner } from './socketOwner';

/** `notOurs`: the token was not sent, since the port is not held by a process of this user, as far as can be known. */
export type RayHttpKind = 'unreachable' | 'unauthorized' | 'notOurs' | 'http' | 'notJson' | 'tooLarge';

/** What went wrong with one request, in words, with the kind for whoever must act on it. */
export class RayHttpError extends UserError {
  constructor(
    readonly kind: RayHttpKind,
    what: Text,
    remedy?: Text,
    /** The HTTP status, where there was an answer. */
    readonly status?: number,
    options?: ErrorOptions & { readonly command?: string },
  ) {
    super(what, remedy, options?.command, options);
    this.name = 'RayHttpError';
  }
}

export interface RayDashboardOptions {
  /** Gives the Ray token at each request, so that a changed one counts at once. */
  readonly token?: () => Promise<string | undefined>;
  /** The user whose processes may get the token; default that of this process. */
  readonly uid?: number;
  /** Milliseconds from the request to the last byte of the answer; default 10,000. */
  readonly timeoutMs?: number;
  /** An answer that is longer is refused; default 32 MiB. */
  readonly maxBytes?: number;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The dashboard of one cluster. Dispose it to close its connections; requests under way then fail. */
export class RayDashboard implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });
  readonly #base: URL;
  readonly #options: RayDashboardOptions;
  /** Connections whose other end was found to be ours; what is at an end does not change while it is open. */
  readonly #proven = new WeakSet<Socket>();

  /** @param baseUrl such as `http://127.0.0.1:8265`. Throws a {@link UserError} if it is not an http URL. */
  constructor(
    readonly baseUrl: string,
    options: RayDashboardOptions = {},
  ) {
    const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
    if (base?.protocol !== 'http:') {
      throw new UserError(
        text('{0} is not the address of a Ray dashboard.', baseUrl),
        text('Enter an address such as http://127.0.0.1:8265.'),
      );
    }
    this.#base = base;
    this.#options = options;
  }

  /** `{version, ray_version, ray_commit, session_name}`. */
  version(signal: AbortSignal): Promise<unknown> {
    return this.get('/api/version', signal);
  }

  /** Summary of every node with its cards. `nocache` because the cached one is served stale whatever its age. */
  nodes(signal: AbortSignal): Promise<unknown> {
    return this.get('/nodes?view=summary&nocache=1', signal);
  }

  /** Nodes with exact names of their resources, which the summary rewrites. 10,000 is the most that Ray gives. */
  nodeResources(signal: AbortSignal): Promise<unknown> {
    return this.get('/api/v0/nodes?detail=1&limit=10000', signal);
  }

  /** Reserved amounts per node, among other things. */
  clusterStatus(signal: AbortSignal): Promise<unknown> {
    return this.get('/api/cluster_status', signal);
  }

  /** Applications of Ray Serve with deployments and replicas; no application where Serve does not run. */
  applications(signal: AbortSignal): Promise<unknown> {
    return this.get('/api/serve/applications/', signal);
  }

  /** Shuts all of Ray Serve on this cluster down; Ray answers when it is done, hence the longer limit (120 s). */
  async deleteApplications(signal: AbortSignal): Promise<void> {
    await this.#send('DELETE', '/api/serve/applications/', signal, 120_000);
  }

  /**
   * GET of a path with its query, parsed as JSON.
   * Throws a {@link RayHttpError}, or the signal's reason when it was aborted.
   */
  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const { body } = await this.#send('GET', path, signal, this.#options.timeoutMs ?? 10_000);
    try {
      return JSON.parse(body) as unknown;
    } catch (cause) {
      throw new RayHttpError(
        'notJson',
        text('{0} answered with something that is not JSON: {1}', this.baseUrl + path, firstLine(body)),
        text('Check that this is the address of a Ray dashboard.'),
        undefined,
        { cause },
      );
    }
  }

  dispose(): void {
    this.#agent.destroy();
  }

  async #send(
    method: 'GET' | 'DELETE',
    path: string,
    signal: AbortSignal,
    timeoutMs: number,
  ): Promise<Answer> {
    const token = await this.#options.token?.();
    signal.throwIfAborted();
    // The token is sent as plain text, so it does not leave this machine; a tunnel is a loopback address.
    const isLocal = isLoopbackName(this.#base.hostname);
    if (isLocal && token !== undefined && !isSendableToken(token)) throw notSendable(this.baseUrl);
    const limit = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([signal, limit]);
    let answer: Answer;
    try {
      answer = await this.#exchange(method, path, isLocal ? token : undefined, either);
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (cause instanceof RayHttpError) throw cause;
      throw unreachable(this.baseUrl, limit.aborted ? timeoutMs : undefined, cause);
    }
    if (answer.status === 401 || answer.status === 403)
      throw unauthorized(this.baseUrl, answer, token === undefined ? 'none' : isLocal ? 'sent' : 'withheld');
    if (answer.status < 200 || answer.status > 299) {
      throw new RayHttpError(
        'http',
        text('{0} answered with {1}: {2}', this.baseUrl + path, answer.status, firstLine(answer.body)),
        undefined,
        answer.status,
      );
    }
    return answer;
  }

  #exchange(method: string, path: string, token: string | undefined, signal: AbortSignal): Promise<Answer> {
    const maxBytes = this.#options.maxBytes ?? 32 * 1024 * 1024;
    const headers = { Accept: 'application/json' };
    const done = new AbortController();
    const answer = new Promise<Answer>((resolve, reject) => {
      const request = httpRequest(new URL(path, this.#base), { method, headers, agent: this.#agent });
      // By hand and removed at the end: a signal that fires later must not end a connection that has gone on to
      // serve another request.
      const end = (reason: unknown) => {
        reject(reason instanceof Error ? reason : new Error(String(reason)));
        request.destroy();
      };
      signal.addEventListener(
        'abort',
        () => {
          end(signal.reason);
        },
        { once: true, signal: done.signal },
      );
      if (signal.aborted) end(signal.reason);
      request.on('error', reject);
      request.on('response', (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) end(tooLarge(this.baseUrl + path, maxBytes));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
      });
      if (token === undefined) {
        request.end();
        return;
      }
      this.#prove(request, AbortSignal.any([signal, done.signal]))
        .then(() => {
          request.setHeader('Authorization', `Bearer ${token}`);
          request.end();
        })
        .catch(end);
    });
    return answer.finally(() => {
      done.abort();
    });
  }

  /**
   * Resolves when the request's connection is open and ends in a process of ours. Not in the agent: the editor puts its
   * own in the place of one that an extension gives. Throws a {@link RayHttpError}, or the signal's reason.
   */
  async #prove(request: ClientRequest, signal: AbortSignal): Promise<void> {
    const [socket] = (await once(request, 'socket', { signal })) as [Socket];
    if (this.#proven.has(socket)) return;
    if (socket.connecting) await once(socket, 'connect', { signal });
    const { remoteAddress = '', remotePort = 0, localPort = 0 } = socket;
    const uid = this.#options.uid ?? process.geteuid?.();
    // Another port than that of the address is a proxy's.
    const owner =
      remotePort === Number(this.#base.port || 80)
        ? await peerOwner({ remoteAddress, remotePort, localPort }, uid, signal)
        : 'unknown';
    if (owner !== 'ours') throw notOurs(this.baseUrl, owner);
    this.#proven.add(socket);
  }
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || isLoopback(hostname);
}

/** `unauthorized`, since nothing but another token helps. */
function notSendable(baseUrl: string): RayHttpError {
  return new RayHttpError(
    'unauthorized',
    text(
      'The Ray token for {0} cannot be sent: it contains a character that is not printable ASCII.',
      baseUrl,
    ),
    text('Enter the token that this cluster was started with.'),
    undefined,
    { command: 'twinkle.setRayToken' },
  );
}

function notOurs(baseUrl: string, owner: Exclude<PeerOwner, 'ours'>): RayHttpError {
  return owner === 'foreign'
    ? new RayHttpError(
        'notOurs',
        text('The Ray token was not sent to {0}: a program of another user uses this port.', baseUrl),
        text('Stop the cluster, set another ray.dashboard_port in the cluster file, and start it again.'),
        undefined,
        { command: 'twinkle.openClusterFile' },
      )
    : new RayHttpError(
        'notOurs',
        text('The Ray token was not sent to {0}: the owner of this port is unknown.', baseUrl),
        text('Run the extension on the Linux machine of the cluster, and without a proxy for this address.'),
      );
}

function unreachable(baseUrl: string, timedOutMs: number | undefined, cause: unknown): RayHttpError {
  const what =
    timedOutMs === undefined
      ? text("Ray's dashboard at {0} cannot be reached ({1}).", baseUrl, systemReason(cause))
      : text("Ray's dashboard at {0} did not answer completely within {1} s.", baseUrl, timedOutMs / 1000);
  const remedy = text('Check that the cluster runs and that the address is right.');
  return new RayHttpError('unreachable', what, remedy, undefined, { cause });
}

/** @param token whether one was sent; `withheld` where the address is not a loopback address */
function unauthorized(
  baseUrl: string,
  { status }: Answer,
  token: 'none' | 'sent' | 'withheld',
): RayHttpError {
  if (token === 'withheld') {
    return new RayHttpError(
      'unauthorized',
      text("Ray's dashboard at {0} requires a token, which is sent to loopback addresses only.", baseUrl),
      text('Open an SSH tunnel to it, and use the address of the tunnel, such as http://127.0.0.1:8265.'),
      status,
    );
  }
  return new RayHttpError(
    'unauthorized',
    token === 'sent'
      ? text("Ray's dashboard at {0} refuses the token.", baseUrl)
      : text("Ray's dashboard at {0} requires a token.", baseUrl),
    text('Enter the token that this cluster was started with.'),
    status,
    { command: 'twinkle.setRayToken' },
  );
}

function tooLarge(url: string, maxBytes: number): RayHttpError {
  return new RayHttpError('tooLarge', text('{0} answered with more than {1} bytes.', url, maxBytes));
}

/** `ECONNREFUSED` and its like, which people can look up; else the message. */
function systemReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

function firstLine(body: string): string {
  const line = body.split('\n', 1)[0]?.trim() ?? '';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
