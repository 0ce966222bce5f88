/** What a configuration holds, in the order in which it is written. */
export type Value = string | number | boolean | null | readonly Value[] | Mapping;
export interface Mapping {
  readonly [key: string]: Value;
}

/** The eras of twinkle-kit: releases that read a file alike have one name. */
export const eras = ['0.1', '0.2', '0.3', '0.4', '0.5.0', '0.5.1'] as const;
export type Era = (typeof eras)[number];

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isMapping = (value: Value): value is Mapping =>
  typeof value === 'object' && value !== null && !isList(value);

export const isAtLeast = (era: Era, other: Era): boolean => eras.indexOf(era) >= eras.indexOf(other);
