/** Decodes a file as the loader does, and says where that fails instead of guessing. */
import type { FileText } from '../../analysis/files/workspace';

/**
 * Text of UTF-8 bytes, a byte order mark at the start dropped; bytes that are not UTF-8 become U+FFFD. UTF-16, which the
 * loader refuses too, is decoded as what it is, so that more can be said of the file than that.
 */
export function decodeUtf8(bytes: Uint8Array): FileText {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return { text: new TextDecoder(utf16).decode(bytes), invalidAt: 0, isUtf16: true };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      text: new TextDecoder('utf-8').decode(bytes),
      invalidAt: new TextDecoder('utf-8').decode(bytes.subarray(0, validLength(bytes))).length,
    };
  }
}

/** By the byte order mark, or by two characters of ASCII at the start. */
function utf16Of([first, second, third, fourth]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const isZero = [first, second, third, fourth].map(byte => byte === 0).join();
  if (first === 0xff && second === 0xfe) return isZero === 'false,false,true,true' ? undefined : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (isZero === 'false,true,false,true') return 'utf-16le';
  return isZero === 'true,false,true,false' ? 'utf-16be' : undefined;
}

/** Number of bytes before the first that cannot be decoded. */
function validLength(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (isPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  // The longest prefix may end inside of a character that the next byte breaks; that character counts as invalid.
  while (good > 0 && !decodes(bytes.subarray(0, good))) good--;
  return good;
}

/** True where the bytes could begin a valid text: an unfinished last character is fine. */
function isPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
