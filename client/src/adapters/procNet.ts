/** The kernel's tables of TCP sockets, /proc/net/tcp and /proc/net/tcp6 (proc_net_tcp.txt of the kernel's documentation). */
import { readFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { endianness } from 'node:os';

/** One line of a table. Addresses are as the kernel writes them: hexadecimal words in the byte order of the machine. */
export interface SocketRow {
  readonly local: HexAddress;
  readonly remote: HexAddress;
  readonly isListening: boolean;
  readonly isEstablished: boolean;
  /** Who made the socket. Older kernels write 0 (root) until the connection is accepted. */
  readonly uid: number;
  /** 0 until the connection is accepted. */
  readonly inode: number;
}

export interface HexAddress {
  readonly host: string;
  readonly port: number;
}

/** Rows of a table; its heading and lines that are cut off are left out. */
export function parseSockets(table: string): SocketRow[] {
  return table.split('\n').flatMap(line => {
    const [, local, remote, state, , , , uid, , inode] = line.trim().split(/\s+/);
    if (inode === undefined || !/^\d+$/.test(inode)) return [];
    return {
      local: parseAddress(local ?? ''),
      remote: parseAddress(remote ?? ''),
      isListening: state === '0A',
      isEstablished: state === '01',
      uid: Number(uid),
      inode: Number(inode),
    };
  });
}

function parseAddress(text: string): HexAddress {
  const [host = '', port = ''] = text.split(':');
  return { host, port: Number.parseInt(port, 16) };
}

/** All TCP sockets of this network namespace. Throws where they cannot be read, as on other systems than Linux. */
export async function readSockets(signal: AbortSignal): Promise<SocketRow[]> {
  const options = { encoding: 'latin1', signal } as const;
  const ipv4 = await readFile('/proc/net/tcp', options);
  // Absent where the kernel has no IPv6.
  const ipv6 = await readFile('/proc/net/tcp6', options).catch(() => '');
  signal.throwIfAborted();
  return [...parseSockets(ipv4), ...parseSockets(ipv6)];
}

/** How the tables may write a loopback address: an IPv4 address also stands in tcp6, for a socket that takes both. */
export function loopbackForms(address: string): readonly string[] {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  const ipv4 = mapped ?? (isIPv4(address) ? address : undefined);
  if (ipv4 === undefined) return address === '::1' ? [words([0, 0, 0, 1])] : [];
  const word = ipv4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return [words([word]), words([0, 0, 0xffff, word])];
}

/** The addresses that a listener for every address has. */
export const wildcards = { ipv4: words([0]), ipv6: words([0, 0, 0, 0]) } as const;

function words(values: readonly number[]): string {
  return values
    .map(value => {
      const bytes = Buffer.alloc(4);
      if (endianness() === 'LE') bytes.writeUInt32LE(value);
      else bytes.writeUInt32BE(value);
      return bytes.toString('hex').toUpperCase();
    })
    .join('');
}
