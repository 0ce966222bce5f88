/** What becomes of the log of a failed launch: the exception, and the value of the file that it is pinned to. */
import { rootCause } from '../../client/src/core/launch/log/rootCause';
import type { ConfigAnalysis } from '../../server/src/analysis/analysis';
import { causeOf } from '../../server/src/causes/causeOf';
import type { Finding } from '../../server/src/document/tree/finding';

export interface Pin {
  /** The exception; undefined where the log has none. */
  readonly message: string | undefined;
  readonly finding: Finding | undefined;
  /** Where it is, with dots between keys and indexes; undefined where nothing may be pinned. */
  readonly path: string | undefined;
}

/** @param log without colors */
export function pinOf(analysis: ConfigAnalysis, log: string): Pin {
  const cause = rootCause(log.split('\n'));
  const finding = cause && causeOf(analysis, cause);
  return { message: cause?.message, finding, path: finding?.path.join('.') };
}
