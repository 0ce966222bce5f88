/**
 * Ray's dashboard over HTTP. Never `fetch`: Ray refuses requests that look like a browser's, and Node's fetch
 * adds `sec-fetch-mode` to each (ray 2.60, dashboard/optional_utils.py and dashboard/http_server_head.py). Answers
 * are returned as `unknown`; what they mean is decided by core/ray/decode*.ts, row by row.
 */
import type { Duplex } from 'node:stream';
import { DashboardError, type Dashboard } from '../../core/ray/dashboard';
import { isSendableToken } from '../../core/secrets/rayToken';
import { text, UserError } from '../../core/text/text';
import { connectTo } from '../connectTo';
import { isLoopback, type FindPeer, type PeerOwner } from '../socketOwner';
import { hostOf, type Answer, type Connection } from './connection';
import { Connections } from './connections';

/** Connects to a port of the loopback interface of a cluster's machine. Throws the signal's reason when it is aborted. */
export type Dial = (port: number, signal: AbortSignal) => Promise<Duplex>;

export interface HttpDashboardOptions {
  /** Connects to the cluster's machine. Addresses that are not loopback addresses are connected to from this machine. */
  readonly dial: Dial;
  /** Proves that the other end of a connection is ours. Without a proof no token is sent. */
  readonly findPeer: FindPeer;
  /** Gives the Ray token at each request, so that a changed one counts at once. */
  readonly token?: () => Promise<string | undefined>;
  /** Milliseconds from the request to the last byte of the answer; default 10,000. */
  readonly timeoutMs?: number;
  /** An answer that is longer is refused; default 32 MiB. */
  readonly maxBytes?: number;
}

type Method = 'GET' | 'DELETE';

/** The dashboard of one cluster. Connections are kept, at most four. */
export class HttpDashboard implements Dashboard {
  readonly #connections: Connections;
  readonly #base: URL;
  readonly #options: HttpDashboardOptions;

  /** @param baseUrl such as `http://127.0.0.1:8265`. Throws a {@link UserError} if it is not an http URL. */
  constructor(
    readonly baseUrl: string,
    options: HttpDashboardOptions,
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
    this.#connections = new Connections(signal =>
      this.#isLocal ? options.dial(this.#port, signal) : connectTo(hostOf(base), this.#port, signal),
    );
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

  /** Placement groups with their bundles and nodes. 10,000 is the most that Ray gives. */
  placementGroups(signal: AbortSignal): Promise<unknown> {
    return this.get('/api/v0/placement_groups?detail=1&limit=10000', signal);
  }

  /** Actors that are not dead, with what they require: Ray keeps the dead of all launches. */
  livingActors(signal: AbortSignal): Promise<unknown> {
    const living = 'filter_keys=state&filter_predicates=%21%3D&filter_values=DEAD';
    return this.get(`/api/v0/actors?detail=1&limit=10000&${living}`, signal);
  }

  /** Shuts all of Ray Serve on this cluster down; Ray answers when it is done, hence the longer limit (120 s). */
  async deleteApplications(signal: AbortSignal): Promise<void> {
    await this.#send('DELETE', '/api/serve/applications/', signal, 120_000);
  }

  /**
   * GET of a path with its query, parsed as JSON.
   * Throws a {@link DashboardError}, or the signal's reason when it was aborted.
   */
  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const { body } = await this.#send('GET', path, signal, this.#options.timeoutMs ?? 10_000);
    try {
      return JSON.parse(body) as unknown;
    } catch (cause) {
      throw new DashboardError(
        'notJson',
        text('{0} answered with something that is not JSON: {1}', this.baseUrl + path, firstLine(body)),
        text('Check that this is the address of a Ray dashboard.'),
        undefined,
        { cause },
      );
    }
  }

  get #port(): number {
    return Number(this.#base.port || 80);
  }

  /** A loopback address is one of the cluster's machine, whichever that is. */
  get #isLocal(): boolean {
    return isLoopbackName(hostOf(this.#base));
  }

  dispose(): void {
    this.#connections.dispose();
  }

  async #send(method: Method, path: string, signal: AbortSignal, timeoutMs: number): Promise<Answer> {
    const token = await this.#options.token?.();
    signal.throwIfAborted();
    // The token is sent as plain text, so it leaves a machine through a tunnel only, which has a loopback address.
    const isLocal = this.#isLocal;
    if (isLocal && token !== undefined && !isSendableToken(token)) throw notSendable(this.baseUrl);
    const limit = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([signal, limit]);
    let answer: Answer;
    try {
      answer = await this.#exchange(method, path, isLocal ? token : undefined, either);
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (cause instanceof DashboardError) throw cause;
      throw unreachable(this.baseUrl, limit.aborted ? timeoutMs : undefined, cause);
    }
    if (answer.status === 401 || answer.status === 403)
      throw unauthorized(this.baseUrl, answer, token === undefined ? 'none' : isLocal ? 'sent' : 'withheld');
    if (answer.status < 200 || answer.status > 299) {
      throw new DashboardError(
        'http',
        text('{0} answered with {1}: {2}', this.baseUrl + path, answer.status, firstLine(answer.body)),
        undefined,
        answer.status,
      );
    }
    return answer;
  }

  #exchange(method: Method, path: string, token: string | undefined, signal: AbortSignal): Promise<Answer> {
    const maxBytes = this.#options.maxBytes ?? 32 * 1024 * 1024;
    return this.#connections.use(async (connection, either) => {
      if (token !== undefined) await this.#prove(connection, either);
      return connection.ask(
        {
          method,
          url: new URL(path, this.#base),
          headers: {
            Accept: 'application/json',
            ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          },
          maxBytes,
          tooLong: () => tooLarge(this.baseUrl + path, maxBytes),
        },
        either,
      );
    }, signal);
  }

  /** Throws a {@link DashboardError} unless the connection ends in a process of ours, or the signal's reason. */
  async #prove(connection: Connection, signal: AbortSignal): Promise<void> {
    if (connection.proven) return;
    try {
      const owner = await this.#options.findPeer(connection.stream, this.#port, signal);
      if (owner !== 'ours') throw notOurs(this.baseUrl, owner);
      connection.proven = true;
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || isLoopback(hostname);
}

/** `unauthorized`, since nothing but another token helps. */
function notSendable(baseUrl: string): DashboardError {
  return new DashboardError(
    'unauthorized',
    text(
      'The Ray token for {0} cannot be sent: it contains a character that is not printable ASCII.',
      baseUrl,
    ),
    text('Enter the token that this cluster was started with.'),
    undefined,
    { actions: { kind: 'setRayToken' } },
  );
}

function notOurs(baseUrl: string, owner: Exclude<PeerOwner, 'ours'>): DashboardError {
  return owner === 'foreign'
    ? new DashboardError(
        'notOurs',
        text('The Ray token was not sent to {0}: a program of another user uses this port.', baseUrl),
        text('Stop the cluster, set another ray.dashboard_port in the cluster file, and start it again.'),
        undefined,
        { actions: { kind: 'openClusterFile', at: ['ray', 'dashboard_port'] } },
      )
    : new DashboardError(
        'notOurs',
        text('The Ray token was not sent to {0}: the owner of this port is unknown.', baseUrl),
        text('Run the extension on the Linux machine of the cluster, and without a proxy for this address.'),
      );
}

function unreachable(baseUrl: string, timedOutMs: number | undefined, cause: unknown): DashboardError {
  const what =
    timedOutMs === undefined
      ? text("Ray's dashboard at {0} cannot be reached ({1}).", baseUrl, systemReason(cause))
      : text("Ray's dashboard at {0} did not answer completely within {1} s.", baseUrl, timedOutMs / 1000);
  const remedy = text('Check that the cluster runs and that the address is right.');
  return new DashboardError('unreachable', what, remedy, undefined, {
    cause,
    actions: { kind: 'refresh' },
  });
}

/** @param token whether one was sent; `withheld` where the address is not a loopback address */
function unauthorized(
  baseUrl: string,
  { status }: Answer,
  token: 'none' | 'sent' | 'withheld',
): DashboardError {
  if (token === 'withheld') {
    return new DashboardError(
      'unauthorized',
      text("Ray's dashboard at {0} requires a token, which is sent to loopback addresses only.", baseUrl),
      text('Open an SSH tunnel to it, and use the address of the tunnel, such as http://127.0.0.1:8265.'),
      status,
    );
  }
  return new DashboardError(
    'unauthorized',
    token === 'sent'
      ? text("Ray's dashboard at {0} refuses the token.", baseUrl)
      : text("Ray's dashboard at {0} requires a token.", baseUrl),
    text('Enter the token that this cluster was started with.'),
    status,
    { actions: { kind: 'setRayToken' } },
  );
}

function tooLarge(url: string, maxBytes: number): DashboardError {
  return new DashboardError('tooLarge', text('{0} answered with more than {1} bytes.', url, maxBytes));
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
