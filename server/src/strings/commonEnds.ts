/** What two texts have in common. Compared by blocks, since most of two long texts that differ little is the same. */

const block = 64;

/** Characters that both begin with. */
export function commonStart(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let same = 0;
  while (same + block <= shorter && one.startsWith(other.slice(same, same + block), same)) same += block;
  while (same < shorter && one.charCodeAt(same) === other.charCodeAt(same)) same += 1;
  return same;
}

/** Characters that both end with, of the last `most`. */
export function commonEnd(one: string, other: string, most: number): number {
  const [end, otherEnd] = [one.length, other.length];
  let same = 0;
  while (
    same + block <= most &&
    one.endsWith(other.slice(otherEnd - same - block, otherEnd - same), end - same)
  )
    same += block;
  while (same < most && one.charCodeAt(end - 1 - same) === other.charCodeAt(otherEnd - 1 - same)) same += 1;
  return same;
}
