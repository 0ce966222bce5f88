/** Whose process is at the other end of a connection on this machine. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { loopbackForms, readSockets, wildcards, type SocketRow } from './procNet';

/** A TCP connection of ours, once it is open. */
export interface Connection {
  /** Address and port of the other end. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localPort: number;
}

/**
 * `ours`: the user of this process accepted the connection. `foreign`: another user did, or listens there.
 * `unknown`: this system does not report it.
 */
export type PeerOwner = 'ours' | 'foreign' | 'unknown';

/**
 * Who is at the other end of an open connection to a port of the loopback interface of a machine. Each kind of machine
 * has its own way to know. Throws the signal's reason.
 */
export type FindPeer = (stream: Duplex, port: number, signal: AbortSignal) => Promise<PeerOwner>;

/** The same for connections to this machine. @param uid the user that counts as us; default that of this process */
export function findPeerHere(uid = process.geteuid?.()): FindPeer {
  return async (stream, port, signal) => {
    if (!(stream instanceof Socket)) return 'unknown';
    const { remoteAddress = '', remotePort = 0, localPort = 0 } = stream;
    // Another port than that of the address is a proxy's.
    if (remotePort !== port) return 'unknown';
    return await peerOwner({ remoteAddress, remotePort, localPort }, uid, signal);
  };
}

/** True for 127.0.0.0/8 and ::1, as a socket writes its address. */
export function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address) || address === '::1';
}

/**
 * Who is at the other end of an open loopback connection. Waits until the connection was accepted, since only then the
 * kernel names its owner; give the signal a limit. Throws its reason.
 * @param uid the user that counts as us
 */
async function peerOwner(
  connection: Connection,
  uid: number | undefined,
  signal: AbortSignal,
): Promise<PeerOwner> {
  if (uid === undefined || !isLoopback(connection.remoteAddress)) return 'unknown';
  for (let wait = 1; ; wait = Math.min(2 * wait, 100)) {
    let rows;
    try {
      rows = await readSockets(signal);
    } catch {
      signal.throwIfAborted();
      return 'unknown';
    }
    const owner = ownerIn(rows, connection, uid);
    if (owner !== 'pending') return owner;
    await pause(wait, undefined, { signal });
  }
}

/**
 * The same for one look at the tables; `pending` as long as the connection is not accepted. The accepted socket is the
 * proof: its row names both ports, so a server that was exchanged since cannot be taken for it. The listening socket
 * only ends the wait early where it is another user's.
 */
export function ownerIn(
  rows: readonly SocketRow[],
  { remoteAddress, remotePort, localPort }: Connection,
  uid: number,
): 'ours' | 'foreign' | 'pending' {
  const forms = loopbackForms(remoteAddress);
  const atPort = rows.filter(({ local }) => local.port === remotePort);
  if (listeners(atPort, forms).some(row => row.uid !== uid)) return 'foreign';
  // The client's end has the same two ports the other way around, and is not among these.
  const accepted = atPort.filter(
    ({ local, remote, isEstablished }) =>
      isEstablished && remote.port === localPort && forms.includes(local.host),
  );
  if (accepted.length === 0 || accepted.some(({ inode }) => inode === 0)) return 'pending';
  return accepted.every(row => row.uid === uid) ? 'ours' : 'foreign';
}

/** Those that get a connection to the address: the kernel prefers the exact address, then IPv4's wildcard. */
function listeners(atPort: readonly SocketRow[], forms: readonly string[]): readonly SocketRow[] {
  const isIpv4 = forms.length > 1;
  const groups = [forms, ...(isIpv4 ? [[wildcards.ipv4]] : []), [wildcards.ipv6]];
  for (const hosts of groups) {
    const found = atPort.filter(({ isListening, local }) => isListening && hosts.includes(local.host));
    if (found.length > 0) return found;
  }
  return [];
}
