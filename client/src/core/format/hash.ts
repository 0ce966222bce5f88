import { checksum, emptyChecksum } from './checksum';

/** FNV-1a, 32 bits in hexadecimal: enough to distinguish the files of one user, and fit for a file name. */
export function hash(value: string): string {
  return checksum(emptyChecksum, new TextEncoder().encode(value)).toString(16).padStart(8, '0');
}
