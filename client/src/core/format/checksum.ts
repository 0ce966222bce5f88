/**
 * A checksum of bytes that come in parts: FNV-1a with 32 bits. Its value is its whole state, so that a later part can go
 * on from a value that was kept. It tells whether a text is still the same, and protects against nothing else.
 */
export const emptyChecksum = 0x811c9dc5;

/** Of the bytes before, and then these. */
export function checksum(before: number, bytes: Uint8Array): number {
  let state = before;
  for (const byte of bytes) state = Math.imul(state ^ byte, 0x01000193);
  return state >>> 0;
}
