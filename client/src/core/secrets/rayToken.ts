/** Ray tokens: the names of the secrets that hold them, and which text can be one. */

const prefix = 'ray-token:';

/**
 * Name of the secret that holds the token of a cluster. Two windows on two machines may share one secret storage and
 * one home folder, and each start makes a token of its own.
 *
 * @param machine see `MachineFacts.machine`; undefined for a cluster that an older version started
 */
export function tokenSecret(clusterFile: string, machine: string | undefined): string {
  return machine === undefined ? `${prefix}${clusterFile}` : `${prefix}${machine}:${clusterFile}`;
}

/** The name that an older version gave to the same secret, without the machine; undefined if it is no name of one. */
export function olderTokenSecret(name: string): string | undefined {
  const clusterFile = /^ray-token:[^/:]+:(\/.*)$/s.exec(name)?.[1];
  return clusterFile === undefined ? undefined : tokenSecret(clusterFile, undefined);
}

/**
 * True if a header of HTTP can carry the text as a token. Node's `setHeader` throws for the other characters, and those
 * between 0x80 and 0xff reach Ray as another text (Node 24, lib/_http_common.js checkInvalidHeaderChar).
 */
export function isSendableToken(token: string): boolean {
  return /^[\x20-\x7e]*$/.test(token);
}
