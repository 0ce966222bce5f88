/** Bytes as text, where there is no Buffer. */

/** Of each conversion: a multiple of three, so that the parts join, and no more than a call takes as arguments. */
const chunk = 3 * 4096;

/** In base64, with padding. */
export function base64Of(bytes: Uint8Array): string {
  let all = '';
  for (let start = 0; start < bytes.length; start += chunk)
    all += btoa(String.fromCharCode(...bytes.subarray(start, start + chunk)));
  return all;
}

/** The bytes of a text in base64. Throws where it is none. */
export function fromBase64(text: string): Uint8Array {
  const units = atob(text);
  const bytes = new Uint8Array(units.length);
  for (let index = 0; index < units.length; index += 1) bytes[index] = units.charCodeAt(index);
  return bytes;
}
