/** Which rules read what: those that an edit may concern. */
import type { Rule } from './rule';

/** Paths that are remembered; there are as many as a file has keys, and some more for what is being typed. */
const mostPaths = 2000;

export class Readers<R extends Rule> {
  private readonly known = new Map<string, readonly R[]>();
  private readonly places: ReadonlyMap<R, number>;
  /** Those that read what no path names, such as the text itself. */
  private readonly always: readonly R[];

  /** @param all rules, in the order in which they run */
  constructor(readonly all: readonly R[]) {
    this.places = new Map(all.map((rule, index) => [rule, index]));
    this.always = all.filter(({ reads }) => reads === 'everything');
  }

  /**
   * The rules that must run again, in their order.
   *
   * @param spoke those that had something to say before the change
   * @param paths what has changed, as `changedPaths` tells it
   */
  due(spoke: readonly R[], paths: readonly string[]): readonly R[] {
    const due = new Set([...spoke, ...this.always]);
    for (const path of paths) for (const rule of this.of(path)) due.add(rule);
    return [...due].sort((one, other) => (this.places.get(one) ?? 0) - (this.places.get(other) ?? 0));
  }

  private of(path: string): readonly R[] {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const readers = this.all.filter(
      ({ reads }) => reads !== 'everything' && reads.some(read => meet(read, path)),
    );
    if (this.known.size >= mostPaths) this.known.clear();
    this.known.set(path, readers);
    return readers;
  }
}

/** True where one of two paths leads to the other. */
function meet(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

function isWithin(path: string, of: string): boolean {
  return of === '' || path === of || path.startsWith(`${of}.`);
}
