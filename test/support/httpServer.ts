/** Real HTTP servers on loopback, and dashboards that ask them; all of them end with the test. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { HttpDashboardOptions } from '../../client/src/adapters/ray/httpDashboard';
import { DashboardError, type Dashboard } from '../../client/src/core/ray/dashboard';
import { localDashboard } from './localDashboard';

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
  /** The same requests, as `GET /path authorization`. */
  readonly lines: readonly string[];
  /** Connections that are open. */
  readonly sockets: ReadonlySet<Socket>;
  /** How many there were. */
  readonly accepted: () => number;
  /** Ends it before the test does. */
  readonly close: () => void;
}

const open: (() => void)[] = [];

// Of the file that imports this one.
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Runs at the end of the test. */
export function atEnd(close: () => void): void {
  open.push(close);
}

export async function serve(answer: RequestListener): Promise<Served> {
  const requests: IncomingMessage[] = [];
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push(request);
    lines.push([method, url, headers.authorization ?? '-'].join(' '));
    answer(request, response);
  });
  server.on('connection', socket => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  atEnd(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests, lines, sockets, accepted: () => accepted, close };
}

export function dashboard(url: string, options?: Partial<HttpDashboardOptions>): Dashboard {
  const made = localDashboard(url, options);
  atEnd(() => {
    made.dispose();
  });
  return made;
}

/** The error that a question fails with. Throws where it is none of the dashboard's. */
export async function failure(promise: Promise<unknown>): Promise<DashboardError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DashboardError)) throw new Error(`not a DashboardError: ${String(error)}`);
  return error;
}
