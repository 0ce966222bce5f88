/** Names of the secrets that hold Ray tokens. */

const prefix = 'ray-token:';

/**
 * Name of the secret that holds the token of a cluster. Two windows on two machines may share one secret storage and
 * one home folder, and each start makes a token of its own.
 *
 * @param machine see `Host.machine`; undefined for a cluster that an older version started
 */
export function tokenSecret(clusterFile: string, machine: string | undefined): string {
  return machine === undefined ? `${prefix}${clusterFile}` : `${prefix}${machine}:${clusterFile}`;
}

/** The name that an older version gave to the same secret, without the machine; undefined if it is no name of one. */
export function olderTokenSecret(name: string): string | undefined {
  const clusterFile = /^ray-token:[^/:]+:(\/.*)$/s.exec(name)?.[1];
  return clusterFile === undefined ? undefined : tokenSecret(clusterFile, undefined);
}
