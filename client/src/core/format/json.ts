/**
 * Reading of JSON that may have any shape: each function gives the value, or undefined where it is not what it should
 * be. Nothing here throws, so that one bad field costs this field alone.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** A non-empty string. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A finite number; Ray writes 64-bit integers as strings, so a string of digits counts. */
function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  return Number(value);
}

/** A number from 0 on: Ray and NVML write -1 where they do not know. */
export function asAmount(value: unknown): number | undefined {
  const number = asNumber(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

/** The value under a chain of keys; own properties only, so that `constructor` is not found by accident. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let here: unknown = value;
  for (const key of keys) {
    const object = asObject(here);
    if (object === undefined || !Object.hasOwn(object, key)) return undefined;
    here = object[key];
  }
  return here;
}

/** Those of the entries that have a value: an optional field is left out, never set to undefined. */
export function present<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Rows that could be read, and how many could not. */
export interface Decoded<T> {
  readonly rows: readonly T[];
  readonly dropped: number;
}

/** Decodes row by row; undefined if there is no list at all. */
export function decodeRows<T>(list: unknown, row: (value: unknown) => T | undefined): Decoded<T> | undefined {
  const values = asArray(list);
  if (values === undefined) return undefined;
  const rows = values.map(row).filter(value => value !== undefined);
  return { rows, dropped: values.length - rows.length };
}
