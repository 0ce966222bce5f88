/** What a tree lacks where its text could not be read to the end. */
import type { ParsedDocument } from './tree';

const codes = new Set(['yaml-syntax', 'yaml-depth', 'yaml-size']);

/** Offsets of the places where something may be missing from the tree, or be in it by accident. */
export function gapsOf({ problems }: Pick<ParsedDocument, 'problems'>): number[] {
  return problems.filter(({ code }) => codes.has(code)).map(({ span }) => span.start);
}

export function isIncomplete({ problems }: Pick<ParsedDocument, 'problems'>): boolean {
  return problems.some(({ code }) => codes.has(code));
}
