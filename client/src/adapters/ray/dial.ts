/** How the dashboard's adapter gets its connections. */
import { once } from 'node:events';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Connects to a port of the loopback interface of a cluster's machine. Throws the signal's reason when it is aborted. */
export type Dial = (port: number, signal: AbortSignal) => Promise<Duplex>;

/** The dialer of this machine. */
export async function dialLoopback(port: number, signal: AbortSignal): Promise<Socket> {
  try {
    return await connectTo('127.0.0.1', port, signal);
  } catch (error) {
    signal.throwIfAborted();
    // A server may listen for IPv6 alone.
    return await connectTo('::1', port, signal).catch(() => {
      signal.throwIfAborted();
      throw error;
    });
  }
}

/**
 * A connection from this machine to any host. The socket is made by hand, since the editor replaces `net.connect` in
 * extensions by one that connects later, even after the socket was destroyed.
 */
export async function connectTo(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = new Socket();
  try {
    await once(socket.connect({ host, port }), 'connect', { signal });
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  }
  return socket.setNoDelay(true);
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
