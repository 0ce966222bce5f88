import { resolvePlain } from './scalars';

/** Signs that no plain text begins with or holds, and a line break. */
const sign = /^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)(?:\s|$)|:(?:\s|$)|\s#|\s$|[\r\n]/;

/** True for what the loader reads as this very text where it stands without quotes, outside of brackets. */
export function isPlainText(text: string): boolean {
  return text !== '=' && text !== '<<' && !sign.test(text) && resolvePlain(text) === text;
}
