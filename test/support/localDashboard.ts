/** The dashboard of a cluster on this machine, as the extension makes it. */
import { LocalMachine } from '../../client/src/adapters/localMachine';
import { HttpDashboard, type HttpDashboardOptions } from '../../client/src/adapters/ray/httpDashboard';
import { findPeerHere } from '../../client/src/adapters/socketOwner';
import type { Dashboard } from '../../client/src/core/ray/dashboard';

const machine = new LocalMachine();

/** Throws a UserError if `baseUrl` is not an http URL. */
export function localDashboard(baseUrl: string, options: Partial<HttpDashboardOptions> = {}): Dashboard {
  return new HttpDashboard(baseUrl, {
    dial: (port, signal) => machine.dial(port, signal),
    findPeer: findPeerHere(),
    ...options,
  });
}
