/**
 * The port to the dashboard of one Ray cluster. Its adapter is adapters/ray/httpDashboard.ts. Answers are `unknown`:
 * what they mean is decided row by row by the decoders beside this file.
 */
import type { Disposable } from '../async/event';
import type { Action } from '../text/action';
import type { Jobs } from './jobs';
import { UserError, type Text } from '../text/text';

/**
 * `unreachable`: no connection, or no complete answer in time. `unauthorized`: only another token helps. `notOurs`: the
 * token was not sent, since the port is not held by a process of this user, as far as can be known. `http`: another
 * status that is not a success.
 */
export type DashboardErrorKind = 'unreachable' | 'unauthorized' | 'notOurs' | 'http' | 'notJson' | 'tooLarge';

/** What went wrong with one request, in words, with the kind for whoever must act on it. */
export class DashboardError extends UserError {
  constructor(
    readonly kind: DashboardErrorKind,
    what: Text,
    remedy?: Text,
    /** The HTTP status, where there was an answer. */
    readonly status?: number,
    { actions, ...options }: ErrorOptions & { readonly actions?: Action | readonly Action[] } = {},
  ) {
    super(what, remedy, actions, options);
    this.name = 'DashboardError';
  }
}

/**
 * Each request throws a {@link DashboardError}, or the signal's reason when it was aborted. Dispose it to close its
 * connections; requests under way then fail.
 */
export interface Dashboard extends Disposable, Jobs {
  /** Such as `http://127.0.0.1:8265`: on the machine of the cluster. Its name in records and messages. */
  readonly baseUrl: string;
  /** `{version, ray_version, ray_commit, session_name}`. */
  version(signal: AbortSignal): Promise<unknown>;
  /** Summary of every node with its cards. */
  nodes(signal: AbortSignal): Promise<unknown>;
  /** Nodes with exact names of their resources, which the summary rewrites. */
  nodeResources(signal: AbortSignal): Promise<unknown>;
  /** Reserved amounts per node, among other things. */
  clusterStatus(signal: AbortSignal): Promise<unknown>;
  /** Applications of Ray Serve with deployments and replicas; no application where Serve does not run. */
  applications(signal: AbortSignal): Promise<unknown>;
  /** Placement groups with their bundles and nodes. */
  placementGroups(signal: AbortSignal): Promise<unknown>;
  /** Actors that are not dead, with what they require. */
  livingActors(signal: AbortSignal): Promise<unknown>;
  /** Shuts all of Ray Serve on this cluster down; Ray answers when it is done, hence a longer limit. */
  deleteApplications(signal: AbortSignal): Promise<void>;
  /** GET of a path with its query, parsed as JSON. */
  get(path: string, signal: AbortSignal): Promise<unknown>;
}
