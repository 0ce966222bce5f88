/** FNV-1a, 32 bits in hexadecimal: enough to distinguish the files of one user, and fit for a file name. */
export function hash(value: string): string {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(value)) state = Math.imul(state ^ byte, 0x01000193);
  return (state >>> 0).toString(16).padStart(8, '0');
}
