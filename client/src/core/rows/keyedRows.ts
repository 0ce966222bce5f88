/**
 * The rows that a tree view shows, by id. Only the rows of expanded parents are computed. A new poll is compared with
 * what is shown, so that only the difference is redrawn. A row keeps its object from poll to poll, so that the editor
 * keeps selection and expansion.
 */
import type { Row } from './row';

/** The element of the tree view: the same object as long as its parent has a row of this id. */
export interface KeyedRow {
  readonly id: string;
  /** As of the newest poll. */
  readonly row: Row;
}

/** If more rows of one parent change, the parent is redrawn instead of each of them. */
const mostRedrawnSingly = 32;

interface Entry extends KeyedRow {
  row: Row;
  /** All that is drawn of the row, as text, for comparison. */
  drawn: string;
  below: Below;
}

interface Below {
  /** As last returned; undefined before the first request. */
  entries: readonly Entry[] | undefined;
  /** False while collapsed or about to be requested again: changes are then not computed. */
  shown: boolean;
}

export class KeyedRows {
  readonly #root: Below = { entries: undefined, shown: false };
  #rows: readonly Row[] = [];

  /** The rows below a row, or the root's: computed now, and compared in each update from now on. */
  children(of?: KeyedRow): readonly KeyedRow[] {
    const below = of === undefined ? this.#root : entryOf(of).below;
    const before = new Map((below.entries ?? []).map(entry => [entry.id, entry]));
    below.entries = this.#rowsOf(of).map(row => {
      const entry = before.get(row.id);
      if (entry === undefined) return entryFor(row);
      // The view requests the rows below again if this one is expanded.
      become(entry, row);
      entry.below.shown = false;
      return entry;
    });
    below.shown = true;
    return below.entries;
  }

  /**
   * Takes new rows of the root. Returns what the view must refresh, each with all below it: rows that look different,
   * and parents whose list of rows changed; undefined stands for the root. The view then requests the rows below again.
   */
  update(rows: readonly Row[]): readonly (KeyedRow | undefined)[] {
    this.#rows = rows;
    return this.#changes(undefined);
  }

  /** The user collapsed the row: what is below it is no longer computed. */
  collapse(row: KeyedRow): void {
    entryOf(row).below.shown = false;
  }

  /** The user expanded the row. The view still has the rows of before; returns what to refresh, as {@link update}. */
  expand(row: KeyedRow): readonly (KeyedRow | undefined)[] {
    const { below } = entryOf(row);
    if (below.entries === undefined || below.shown) return [];
    below.shown = true;
    return this.#changes(row);
  }

  #changes(of: KeyedRow | undefined): readonly (KeyedRow | undefined)[] {
    const below = of === undefined ? this.#root : entryOf(of).below;
    if (!below.shown || below.entries === undefined) return [];
    const rows = this.#rowsOf(of);
    const { entries } = below;
    const sameList =
      rows.length === entries.length && rows.every((row, index) => row.id === entries[index]?.id);
    const different: Entry[] = [];
    const deeper: (KeyedRow | undefined)[] = [];
    if (sameList) {
      for (const [index, entry] of entries.entries()) {
        const row = rows[index];
        if (row === undefined) continue;
        if (become(entry, row)) different.push(entry);
        else deeper.push(...this.#changes(entry));
      }
      if (different.length <= mostRedrawnSingly) {
        for (const entry of different) entry.below.shown = false;
        return [...different, ...deeper];
      }
    }
    below.shown = false;
    return [of];
  }

  /** Each id once: VS Code rejects a list with the same id twice, and would show nothing. */
  #rowsOf(of: KeyedRow | undefined): readonly Row[] {
    const rows = of === undefined ? this.#rows : (of.row.children?.() ?? []);
    return [...new Map(rows.map(row => [row.id, row])).values()];
  }
}

/** Every keyed row was made here. */
function entryOf(row: KeyedRow): Entry {
  return row as Entry;
}

function entryFor(row: Row): Entry {
  return { id: row.id, row, drawn: drawnOf(row), below: { entries: undefined, shown: false } };
}

/** Returns true if the row looks different now. */
function become(entry: Entry, row: Row): boolean {
  const drawn = drawnOf(row);
  const changed = drawn !== entry.drawn;
  entry.row = row;
  entry.drawn = drawn;
  return changed;
}

/** All of a row except the rows below it; of these only whether there are any. */
function drawnOf({ children, ...own }: Row): string {
  return JSON.stringify([own, children !== undefined]);
}
