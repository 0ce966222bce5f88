/** Files and lines that a line of a log names: in tracebacks, and as `/path/file.py:12`. */

export interface NamedPlace {
  /** Where it stands in the line, in characters; `end` is behind it. */
  readonly start: number;
  readonly end: number;
  /** Absolute. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

const traceback = /File "(?<path>\/[^"]{1,1000})", line (?<line>\d{1,9})/g;
const colon =
  /(?<![\w./:-])(?<path>\/(?:[\w.@+-]{1,200}\/){1,60}[\w.@+-]{1,200}\.[A-Za-z]{1,6}):(?<line>\d{1,9})(?!\d)/g;

/** In their order. Nothing is known of whether the files exist. */
export function placesIn(text: string): readonly NamedPlace[] {
  return [traceback, colon]
    .flatMap(pattern => [...text.matchAll(pattern)])
    .map(({ 0: found, index, groups }) => ({
      start: index,
      end: index + found.length,
      path: groups?.['path'] ?? '',
      line: Number(groups?.['line']),
    }))
    .toSorted((one, other) => one.start - other.start);
}
