/**
 * Bytes of a `!!binary` text; undefined where Python refuses it. Python skips characters that are none of the alphabet
 * and ends at the first complete padding. Source: CPython 3.11, Modules/binascii.c `binascii_a2b_base64_impl`; the text
 * must be ASCII (yaml/constructor.py `construct_yaml_binary`).
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function bytesOfBase64(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  /** Characters of the group of four that is being read, the bits that are left of them, and its padding. */
  let [position, left, padding] = [0, 0, 0];
  for (const character of text) {
    if (character > '\u007f') return undefined;
    if (character === '=') {
      if (position < 2) continue;
      padding += 1;
      if (position + padding >= 4) return Uint8Array.from(bytes);
      continue;
    }
    const value = alphabet.indexOf(character);
    if (value === -1) continue;
    padding = 0;
    if (position > 0) bytes.push(((left << (2 * position)) | (value >> (6 - 2 * position))) & 0xff);
    left = value & ((1 << (6 - 2 * position)) - 1);
    position = (position + 1) % 4;
  }
  return position === 0 ? Uint8Array.from(bytes) : undefined;
}
