/** What the name of a replica's process, which is that of its actor's class, says of it. */
export interface ReplicaActor {
  readonly application: string;
  readonly deployment: string;
}

/**
 * Serve names it `ServeReplica:<application>:<deployment>` (ray 2.60, serve/_private/common.py); the name of an
 * application may have a colon. Undefined for another process.
 */
export function replicaActor(name: string): ReplicaActor | undefined {
  const [, application, deployment] = /^ServeReplica:(.+):([^:]+)$/.exec(name) ?? [];
  return application === undefined || deployment === undefined ? undefined : { application, deployment };
}
