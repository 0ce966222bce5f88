/**
 * Ray's dashboard over HTTP. Never `fetch`: Ray refuses requests that look like a browser's, and Node's fetch
 * adds `sec-fetch-mode` to each (ray 2.60, dashboard/optional_utils.py and dashboard/http_server_head.py). Answers
 * are returned as `unknown`; what they mean is decided by core/ray/decode*.ts, row by row.
 */
import type { Duplex } from 'node:stream';
import { at } from '../../core/format/json';
import { DashboardError, type Dashboard } from '../../core/ray/dashboard';
import type { JobSubmission, TailEnd } from '../../core/ray/jobs';
import { isSendableToken } from '../../core/secrets/rayToken';
import { text, UserError } from '../../core/text/text';
import { connectTo } from '../connectTo';
import { isLoopback, type FindPeer } from '../socketOwner';
import { hostOf, type Answer, type Connection, type Question } from './connection';
import { Connections } from './connections';
import {
  firstLine,
  isSystemError,
  mainLine,
  notOurs,
  notSendable,
  tooLarge,
  unauthorized,
  unreachable,
  type Token,
} from './dashboardErrors';

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

/** Milliseconds, where Ray does more than to answer: for a whole package, and until an agent has a job. */
const uploadMs = 60_000;
const submitMs = 30_000;

interface Ask {
  readonly method: Question['method'];
  readonly path: string;
  readonly body?: Uint8Array;
  /** Default {@link HttpDashboardOptions.timeoutMs}. */
  readonly timeoutMs?: number;
}

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
    await this.#send({ method: 'DELETE', path: '/api/serve/applications/', timeoutMs: 120_000 }, signal);
  }

  async hasPackage(name: string, signal: AbortSignal): Promise<boolean> {
    return (await this.#found({ method: 'GET', path: packagePath(name) }, signal)) !== undefined;
  }

  async uploadPackage(name: string, body: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#send({ method: 'PUT', path: packagePath(name), body, timeoutMs: uploadMs }, signal);
  }

  async submitJob({ id, entrypoint, runtimeEnv }: JobSubmission, signal: AbortSignal): Promise<void> {
    const job = { submission_id: id, entrypoint, runtime_env: runtimeEnv };
    const body = new TextEncoder().encode(JSON.stringify(job));
    await this.#send({ method: 'POST', path: '/api/jobs/', body, timeoutMs: submitMs }, signal);
  }

  async job(id: string, signal: AbortSignal): Promise<unknown> {
    const answer = await this.#found({ method: 'GET', path: jobPath(id) }, signal);
    return answer === undefined ? undefined : this.#parsed(jobPath(id), answer);
  }

  async stopJob(id: string, signal: AbortSignal): Promise<void> {
    await this.#found({ method: 'POST', path: `${jobPath(id)}/stop`, timeoutMs: submitMs }, signal);
  }

  async jobLog(id: string, signal: AbortSignal): Promise<Uint8Array> {
    const logs = at(await this.get(`${jobPath(id)}/logs`, signal), 'logs');
    return new TextEncoder().encode(typeof logs === 'string' ? logs : '');
  }

  async tailJob(
    id: string,
    onBytes: (bytes: Uint8Array) => Promise<void> | void,
    signal: AbortSignal,
  ): Promise<TailEnd> {
    // With its library, which a launch as a job alone needs.
    const { tail, Refused, Cut } = await import('./jobTail');
    const path = `${jobPath(id)}/logs/tail`;
    const token = await this.#token(signal);
    try {
      return await this.#connections.alone(async (connection, either) => {
        if (token.sent !== undefined) await this.#prove(connection, either);
        const request = { path, host: this.#base.host, headers: authorization(token.sent) };
        return tail(connection.stream, request, onBytes, either);
      }, signal);
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (cause instanceof Refused) throw this.#refused(path, cause.answer, token);
      if (cause instanceof Cut || isSystemError(cause)) throw unreachable(this.baseUrl, undefined, cause);
      throw cause;
    }
  }

  /**
   * GET of a path with its query, parsed as JSON.
   * Throws a {@link DashboardError}, or the signal's reason when it was aborted.
   */
  async get(path: string, signal: AbortSignal): Promise<unknown> {
    return this.#parsed(path, await this.#send({ method: 'GET', path }, signal));
  }

  #parsed(path: string, { body }: Answer): unknown {
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

  /** Undefined for what Ray does not have. */
  async #found(ask: Ask, signal: AbortSignal): Promise<Answer | undefined> {
    try {
      return await this.#send(ask, signal);
    } catch (error) {
      if (error instanceof DashboardError && error.status === 404) return undefined;
      throw error;
    }
  }

  async #send(ask: Ask, signal: AbortSignal): Promise<Answer> {
    const { path, timeoutMs = this.#options.timeoutMs ?? 10_000 } = ask;
    const token = await this.#token(signal);
    const limit = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([signal, limit]);
    let answer: Answer;
    try {
      answer = await this.#exchange(ask, token.sent, either);
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (cause instanceof DashboardError) throw cause;
      throw unreachable(this.baseUrl, limit.aborted ? timeoutMs : undefined, cause);
    }
    if (answer.status < 200 || answer.status > 299) throw this.#refused(path, answer, token);
    return answer;
  }

  /** Throws a {@link DashboardError} for one that cannot be sent, or the signal's reason. */
  async #token(signal: AbortSignal): Promise<Token> {
    const token = await this.#options.token?.();
    signal.throwIfAborted();
    // The token is sent as plain text, so it leaves a machine through a tunnel only, which has a loopback address.
    if (token === undefined) return { state: 'none' };
    if (!this.#isLocal) return { state: 'withheld' };
    if (!isSendableToken(token)) throw notSendable(this.baseUrl);
    return { state: 'sent', sent: token };
  }

  /** For an answer that is no success. */
  #refused(path: string, answer: Answer, { state }: Token): DashboardError {
    if (answer.status === 401 || answer.status === 403) return unauthorized(this.baseUrl, answer, state);
    return new DashboardError(
      'http',
      text('{0} answered with {1}: {2}', this.baseUrl + path, answer.status, mainLine(answer.body)),
      undefined,
      answer.status,
    );
  }

  #exchange({ method, path, body }: Ask, token: string | undefined, signal: AbortSignal): Promise<Answer> {
    const maxBytes = this.#options.maxBytes ?? 32 * 1024 * 1024;
    return this.#connections.use(async (connection, either) => {
      if (token !== undefined) await this.#prove(connection, either);
      return connection.ask(
        {
          method,
          url: new URL(path, this.#base),
          headers: { Accept: 'application/json', ...authorization(token) },
          ...(body === undefined ? {} : { body }),
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

function authorization(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

function jobPath(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}

function packagePath(name: string): string {
  return `/api/packages/gcs/${encodeURIComponent(name)}`;
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || isLoopback(hostname);
}
