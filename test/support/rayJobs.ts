/**
 * In the place of Ray's dashboard: what it answers about jobs (ray 2.60, dashboard/modules/job/job_head.py), over real HTTP
 * and WebSockets. test/cluster has the real one; here is what cannot be provoked there: a stream that is closed although
 * the job runs, another text than before, answers that are no JSON.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

export interface FakeJob {
  status: string;
  /** All that the stream of its log gives. */
  log: string;
  message?: string;
  errorType?: string;
  exitCode?: number;
  /** As it was submitted. */
  submitted?: Readonly<Record<string, unknown>>;
}

interface Stream {
  readonly id: string;
  readonly socket: WebSocket;
  sent: number;
}

export class FakeRayJobs {
  readonly jobs = new Map<string, FakeJob>();
  readonly packages = new Map<string, Buffer>();
  /** Method, path and authorization of each request. */
  readonly requests: (readonly [string, string | undefined])[] = [];
  /** Extensions that were offered with each WebSocket. */
  readonly offered: (string | undefined)[] = [];
  /** Takes a request over; false where it does not. */
  instead: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  /** Answers other paths. */
  other: (path: string, method: string) => unknown = () => ({});
  /** What becomes of a job that is to be stopped. */
  onStop: (job: FakeJob) => void = job => {
    job.status = 'STOPPED';
  };
  /** How the stream of a job ends with it. */
  endCode: 1000 | 1006 = 1000;
  /** Characters of a message: Ray cuts where it likes. */
  pieces = 20_000;
  readonly streams = new Set<Stream>();
  readonly #server = createServer((request, response) => {
    this.#note(request);
    if (this.instead(request, response)) return;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [status, body] = this.#answer(
        request.method ?? '',
        decodeURI(request.url ?? ''),
        Buffer.concat(parts),
      );
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #open = new Set<Duplex>();

  url = '';

  async start(): Promise<this> {
    this.#server.on('connection', socket => {
      this.#open.add(socket);
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket, head) => {
      this.#note(request);
      this.offered.push(request.headers['sec-websocket-extensions']);
      const response = {
        end: (text: string) =>
          socket.end(`HTTP/1.1 500 Internal Server Error\r\nContent-Length: ${text.length}\r\n\r\n${text}`),
      };
      if (this.instead(request, response as unknown as ServerResponse)) return;
      const id = /^\/api\/jobs\/([^/]+)\/logs\/tail$/.exec(request.url ?? '')?.[1] ?? '';
      this.#sockets.handleUpgrade(request, socket, head, opened => {
        const stream = { id, socket: opened, sent: 0 };
        this.streams.add(stream);
        opened.on('close', () => this.streams.delete(stream));
        this.flow();
      });
    });
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  /** Sends what is new to all who listen; closes the streams of jobs that have ended, as Ray does. */
  flow(): void {
    for (const stream of this.streams) {
      const job = this.jobs.get(stream.id);
      if (job === undefined) continue;
      for (let rest = job.log.slice(stream.sent); rest !== ''; rest = rest.slice(this.pieces))
        stream.socket.send(rest.slice(0, this.pieces));
      stream.sent = job.log.length;
      if (['PENDING', 'RUNNING'].includes(job.status)) continue;
      if (this.endCode === 1000) stream.socket.close(1000);
      else stream.socket.terminate();
    }
  }

  add(id: string, text: string, change: Partial<FakeJob> = {}): void {
    const job = this.jobs.get(id);
    if (job === undefined) throw new Error(`no job ${id}`);
    Object.assign(job, change);
    job.log += text;
    this.flow();
  }

  /** Closes all streams: in order, or at once. */
  cut(code: 1000 | 1006): void {
    for (const { socket } of this.streams) {
      if (code === 1000) socket.close(1000);
      else socket.terminate();
    }
  }

  dispose(): void {
    for (const socket of this.#open) socket.destroy();
    this.#sockets.close();
    this.#server.close();
  }

  #note({ method = '', url = '', headers }: IncomingMessage): void {
    this.requests.push([`${method} ${url}`, headers.authorization]);
  }

  #answer(method: string, path: string, body: Buffer): readonly [number, unknown] {
    const name = /^\/api\/packages\/gcs\/(.+)$/.exec(path)?.[1];
    if (name !== undefined && method === 'PUT') this.packages.set(name, body);
    if (name !== undefined) return [this.packages.has(name) ? 200 : 404, ''];
    if (method === 'POST' && path === '/api/jobs/') {
      const submitted = JSON.parse(body.toString()) as Record<string, unknown>;
      const id = String(submitted['submission_id']);
      this.jobs.set(id, { status: 'PENDING', log: '', submitted });
      return [200, { job_id: id, submission_id: id }];
    }
    const [, id, what] = /^\/api\/jobs\/([^/]+)(\/\w+)?$/.exec(path) ?? [];
    if (id === undefined) return [200, this.other(path, method)];
    const job = this.jobs.get(id);
    if (job === undefined) return [404, `Job ${id} does not exist`];
    if (what === '/stop') {
      this.onStop(job);
      this.flow();
      return [200, { stopped: true }];
    }
    if (what === '/logs') return [200, { logs: job.log }];
    const { status, message, errorType, exitCode } = job;
    return [
      200,
      {
        status,
        message,
        error_type: errorType ?? null,
        driver_exit_code: exitCode ?? null,
        type: 'SUBMISSION',
      },
    ];
  }
}
