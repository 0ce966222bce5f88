/** Real sockets, and where this runs as root, a real process of another user. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DashboardError, type Dashboard } from '../core/ray/dashboard';
import { plain } from '../core/text/text';
import { loopbackForms, parseSockets } from './procNet';
import { localDashboard } from '../../../test/support/localDashboard';
import { findPeerHere, isLoopback, ownerIn } from './socketOwner';
import { never } from '../core/async/wait';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const uid = process.geteuid?.() ?? -1;
const nobody = 65_534;

/** Answers every request as Ray would, and prints what it got of each. */
const program = `
const server = require('node:http').createServer((request, response) => {
  console.log(JSON.stringify(request.headers));
  response.end('{}');
});
server.listen(Number(process.argv[1]), '127.0.0.1', () => console.log(server.address().port));
`;

interface Stranger {
  readonly port: number;
  /** The user that the dashboard takes for its own: without root there is no other user to run as. */
  readonly us: number;
  readonly received: () => string;
}

/** A server of another user. Without root it is of this user, and the dashboard gets another uid. */
async function stranger(port = 0): Promise<Stranger> {
  const isRoot = uid === 0;
  const argv = [process.execPath, '-e', program, String(port)];
  const reuid = ['setpriv', '--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];
  const [command = '', ...args] = isRoot ? [...reuid, ...argv] : argv;
  const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  open.push(() => child.kill());
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  await expect.poll(() => output).toContain('\n');
  return {
    port: Number(output.split('\n')[0]),
    us: isRoot ? uid : uid + 1,
    received: () => output.slice(output.indexOf('\n') + 1),
  };
}

async function failure(promise: Promise<unknown>): Promise<DashboardError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof DashboardError)) throw new Error(`not a DashboardError: ${String(error)}`);
  return error;
}

function dashboard(url: string, us: number): Dashboard {
  const made = localDashboard(url, { token: () => Promise.resolve('s3cret'), findPeer: findPeerHere(us) });
  open.push(() => {
    made.dispose();
  });
  return made;
}

describe('a port that another user holds', () => {
  it.each(['127.0.0.1', 'localhost'])('gets neither the token nor a request at %s', async host => {
    const { port, us, received } = await stranger();
    const url = `http://${host}:${port}`;
    const ray = dashboard(url, us);
    for (let each = 0; each < 3; each += 1) {
      const error = await failure(ray.version(never));
      expect([error.kind, error.actions]).toEqual([
        'notOurs',
        [{ kind: 'openClusterFile', at: ['ray', 'dashboard_port'] }],
      ]);
      expect(plain(error.what)).toBe(
        `The Ray token was not sent to ${url}: a program of another user uses this port.`,
      );
    }
    await failure(ray.deleteApplications(never));
    // Without a token there is nothing to keep: the same server answers, so it would have printed one.
    const bare = localDashboard(url);
    await bare.version(never);
    bare.dispose();
    await expect.poll(received).toContain('accept');
    expect(received()).not.toContain('s3cret');
    expect(received().trim().split('\n')).toHaveLength(1);
  });

  it('is looked at for each connection, not once', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end('{}');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const ray = dashboard(`http://127.0.0.1:${port}`, uid);
    await ray.version(never);
    await ray.version(never);
    server.closeAllConnections();
    await once(server.close(), 'close');
    const thief = await stranger(port);
    // Without root the thief has our uid, and nothing distinguishes it.
    if (uid !== 0) return;
    // The connection that was closed may be the first that the agent tries.
    await expect.poll(async () => (await failure(ray.version(never))).kind).toBe('notOurs');
    expect(asked).toEqual(['Bearer s3cret', 'Bearer s3cret']);
    expect(thief.received()).toBe('');
  });
});

const row = (local: string, remote: string, state: string, owner: number, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 ${owner} 0 ${inode} 1 0 100 0 0 10 0`;
const table = (...rows: string[]) => ['  sl  local_address rem_address   st', ...rows, '   9: 01'].join('\n');

describe('ownerIn', () => {
  const v4 = { remoteAddress: '127.0.0.1', remotePort: 8265, localPort: 50_000 };
  const owner = (connection: typeof v4, ...rows: string[]) =>
    ownerIn(parseSockets(table(...rows)), connection, 1000);
  const listen = (local: string, by: number) => row(local, '00000000:0000', '0A', by, 5);
  const accepted = (by: number, inode = 6) => row('0100007F:2049', '0100007F:C350', '01', by, inode);

  it('needs the accepted socket to be ours, and the listening one not to be another user’s', () => {
    expect(owner(v4, listen('0100007F:2049', 1000), accepted(1000))).toBe('ours');
    expect(owner(v4, listen('0100007F:2049', 1000), accepted(1001))).toBe('foreign');
    expect(owner(v4, listen('0100007F:2049', 1001), accepted(1000))).toBe('foreign');
    expect(owner(v4, listen('0100007F:2049', 1001))).toBe('foreign');
    expect(owner(v4, listen('0100007F:2049', 0), accepted(0))).toBe('foreign');
    expect(owner(v4, listen('0100007F:2049', 1000), accepted(0, 0))).toBe('pending');
    expect(owner(v4)).toBe('pending');
  });

  it('tells other ports and addresses apart', () => {
    const elsewhere = [listen('0A00000A:2049', 1001), listen('0100007F:204A', 1001)];
    expect(owner(v4, ...elsewhere, listen('0100007F:2049', 1000), accepted(1000))).toBe('ours');
    const otherPeer = row('0100007F:2049', '0100007F:C351', '01', 1000, 6);
    expect(owner(v4, listen('0100007F:2049', 1000), otherPeer)).toBe('pending');
    const otherAddress = row('0200007F:2049', '0200007F:C350', '01', 1000, 6);
    expect(owner(v4, listen('0100007F:2049', 1000), otherAddress)).toBe('pending');
  });

  it('knows listeners for every address, and sockets for both kinds of address', () => {
    const mapped = '0000000000000000FFFF00000100007F';
    const both = row(`${mapped}:2049`, `${mapped}:C350`, '01', 1000, 6);
    expect(owner(v4, listen(`${'0'.repeat(32)}:2049`, 1000), both)).toBe('ours');
    expect(owner(v4, listen(`${'0'.repeat(32)}:2049`, 1001), both)).toBe('foreign');
    expect(owner(v4, listen('00000000:2049', 1001))).toBe('foreign');
    const six = `${'0'.repeat(24)}01000000`;
    const v6 = { ...v4, remoteAddress: '::1' };
    expect(owner(v6, listen(`${six}:2049`, 1000), row(`${six}:2049`, `${six}:C350`, '01', 1000, 6))).toBe(
      'ours',
    );
    expect(owner(v6, listen(`${six}:2049`, 1001))).toBe('foreign');
  });
});

it('takes 127.0.0.0/8 and ::1 for this machine, and nothing else', () => {
  for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) {
    expect(isLoopback(address), address).toBe(true);
    expect(loopbackForms(address).length, address).toBeGreaterThan(0);
  }
  for (const address of [
    '10.0.0.1',
    '0.0.0.0',
    '::',
    'fe80::1',
    '::ffff:10.0.0.1',
    '127.evil.org',
    '1127.0.0.1',
    '',
  ])
    expect(isLoopback(address), address).toBe(false);
});
