/** What is remembered of a file that is followed, so that it goes on where it was after a lost connection. */
import type { FollowEvent, LogCursor } from '../../core/machine/keeper';

interface Sent {
  /** Behind the bytes that came with the event. */
  readonly offset: number;
  readonly identity: string;
  readonly size: number;
  readonly replaced?: true;
  readonly shortened?: true;
  readonly renamed?: true;
  readonly full?: true;
}

/** Arguments of the request as they are now, and what takes an event and gives the bytes to acknowledge. */
export function followed(
  path: string,
  from: LogCursor,
  onEvent: (event: FollowEvent) => void | Promise<void>,
): { readonly args: () => object; readonly take: (event: unknown, bytes?: Uint8Array) => Promise<number> } {
  let cursor = from;
  return {
    args: () => ({ path, ...cursor }),
    take: async (event, bytes) => {
      const sent = event as Sent;
      if (bytes !== undefined) {
        const behind = { identity: sent.identity, offset: sent.offset };
        await onEvent({ kind: 'data', bytes, cursor: behind, size: sent.size });
        cursor = behind;
        return bytes.length;
      }
      if (sent.full === true || sent.renamed === true) {
        await onEvent({ kind: sent.full === true ? 'full' : 'renamed' });
        return 0;
      }
      // The file that is read next is another one, or not known yet.
      const { identity } = cursor;
      cursor = { offset: 0, ...(sent.shortened && identity !== undefined ? { identity } : {}) };
      await onEvent({ kind: sent.replaced ? 'replaced' : sent.shortened ? 'shortened' : 'gone' });
      return 0;
    },
  };
}
