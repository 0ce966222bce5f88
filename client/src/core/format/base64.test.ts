import { expect, it } from 'vitest';
import { base64Of, fromBase64 } from './base64';

it.each([0, 1, 2, 3, 12_287, 12_288, 12_289, 2 ** 22])(
  'writes %i bytes as Node does, and reads them',
  length => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
    expect(base64Of(bytes) === Buffer.from(bytes).toString('base64')).toBe(true);
    expect(Buffer.compare(fromBase64(base64Of(bytes)), bytes)).toBe(0);
  },
);
