/** Opens TCP connections from this machine. */
import { once } from 'node:events';
import { Socket } from 'node:net';

/**
 * A connection to a port of a host, each direction of which ends by itself. Throws the signal's reason when it is aborted.
 * The socket is made by hand, since the editor replaces `net.connect` in extensions by one that connects later, even after
 * the socket was destroyed.
 */
export async function connectTo(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = new Socket({ allowHalfOpen: true });
  try {
    await once(socket.connect({ host, port }), 'connect', { signal });
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  }
  // Whoever reads or writes it gets the error, too.
  socket.on('error', () => undefined);
  return socket.setNoDelay(true);
}
