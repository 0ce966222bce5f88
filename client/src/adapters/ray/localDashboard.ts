/** The dashboard of a cluster on this machine. */
import type { Dashboard } from '../../core/ray/dashboard';
import { findPeerHere } from '../socketOwner';
import { dialLoopback } from './dial';
import { HttpDashboard, type HttpDashboardOptions } from './httpDashboard';

/** Throws a UserError if `baseUrl` is not an http URL. */
export function localDashboard(baseUrl: string, options: Partial<HttpDashboardOptions> = {}): Dashboard {
  return new HttpDashboard(baseUrl, { dial: dialLoopback, findPeer: findPeerHere(), ...options });
}
