/** Where two readings of one part of a text say something else. */
import type { Entry, MappingNode, ScalarNode, TreeNode } from './tree';

/** Nodes that are compared at most: aliases can make a small text a tree without an end. */
const mostCompared = 5000;
/** Keys of one mapping that are compared; if more were added or removed, the mapping has changed. */
const mostKeys = 50;

/**
 * Paths of keys, such as `args.device_mesh`, below which the two differ; none where they say the same. Where keys were
 * added or removed these are reported, where keys changed their places the mapping that they are in, and a list is reported as
 * a whole. The path of the node itself is empty. Places in the text do not count, and what is too much to compare counts
 * as changed.
 */
export function changedPaths(before: TreeNode, after: TreeNode): string[] {
  const paths: string[] = [];
  new Comparison(paths).compare(before, after, '');
  return paths;
}

class Comparison {
  private left = mostCompared;

  constructor(private readonly paths: string[]) {}

  compare(before: TreeNode, after: TreeNode, path: string): void {
    // What was taken over from the earlier reading is the same node.
    if (before === after) return;
    this.left -= 1;
    if (this.left > 0 && before.kind === 'mapping' && after.kind === 'mapping')
      this.compareEntries(before, after, path);
    else if (!this.saysTheSame(before, after)) this.paths.push(path);
  }

  private compareEntries(before: MappingNode, after: MappingNode, path: string): void {
    if (before.entries.some(isMerged) || after.entries.some(isMerged)) {
      this.paths.push(path);
      return;
    }
    if (haveSameKeys(before.entries, after.entries)) {
      // Most of what stands behind an edit is the same, at another place.
      before.entries.forEach(({ key, value }, index) => {
        const now = after.entries[index]?.value;
        if (now === undefined || value === now) return;
        if (value.kind === 'scalar' && now.kind === 'scalar' && isSameScalar(value, now)) this.left -= 1;
        else this.compare(value, now, below(path, key));
      });
      return;
    }
    const removed = without(before.entries, after.entries);
    const added = without(after.entries, before.entries);
    if (removed.length > mostKeys || added.length > mostKeys) {
      this.paths.push(path);
      return;
    }
    const kept =
      removed.length === 0 ? before.entries : before.entries.filter(each => !removed.includes(each));
    const keptNow = added.length === 0 ? after.entries : after.entries.filter(each => !added.includes(each));
    const isInOrder =
      kept.length === keptNow.length && kept.every((entry, index) => hasKeyOf(entry, keptNow[index]));
    if (!isInOrder) {
      this.paths.push(path);
      return;
    }
    for (const { key } of [...removed, ...added]) this.paths.push(below(path, key));
    for (const [index, { key, value }] of kept.entries()) {
      const now = keptNow[index];
      if (now !== undefined) this.compare(value, now.value, below(path, key));
    }
  }

  private saysTheSame(before: TreeNode, after: TreeNode): boolean {
    if (before === after) return true;
    this.left -= 1;
    if (this.left <= 0) return false;
    if (before.kind === 'scalar') return after.kind === 'scalar' && isSameScalar(before, after);
    if (before.kind === 'sequence')
      return (
        after.kind === 'sequence' &&
        before.items.length === after.items.length &&
        before.items.every((item, index) => {
          const now = after.items[index];
          return now !== undefined && this.saysTheSame(item, now);
        })
      );
    return (
      after.kind === 'mapping' &&
      before.entries.length === after.entries.length &&
      before.entries.every((entry, index) => {
        const now = after.entries[index];
        return (
          entry.merged === now?.merged && hasKeyOf(entry, now) && this.saysTheSame(entry.value, now.value)
        );
      })
    );
  }
}

const isMerged = ({ merged }: Entry): boolean => merged;

function haveSameKeys(before: readonly Entry[], after: readonly Entry[]): boolean {
  return before.length === after.length && before.every((entry, index) => hasKeyOf(entry, after[index]));
}

/** The entries with keys that the others have not. */
function without(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  const keys = new Set(others.map(({ key }) => key.value));
  return entries.filter(({ key }) => !keys.has(key.value));
}

function hasKeyOf({ key }: Entry, other: Entry | undefined): boolean {
  return other !== undefined && (key === other.key || key.value === other.key.value);
}

function below(path: string, { value }: ScalarNode): string {
  return path === '' ? String(value) : `${path}.${String(value)}`;
}

function isSameScalar(before: ScalarNode, after: ScalarNode): boolean {
  return (
    Object.is(before.value, after.value) &&
    before.style === after.style &&
    before.interpolated === after.interpolated &&
    before.resolvedFrom === after.resolvedFrom
  );
}
