/**
 * Orders paths for a list to choose from: those nearest to the root first, then by folder, then `server_config.yaml`
 * before `server_config-4e4t.yaml`, which a comparison of characters has the other way round.
 */
export function byPlace(a: string, b: string): number {
  const [one, other] = [placed(a), placed(b)];
  return (
    one.depth - other.depth ||
    compare(one.folder, other.folder) ||
    compare(one.stem, other.stem) ||
    compare(a, b)
  );
}

function placed(path: string): { depth: number; folder: string; stem: string } {
  const slash = path.lastIndexOf('/');
  return {
    depth: path.split('/').length,
    folder: path.slice(0, slash + 1),
    stem: path.slice(slash + 1).replace(/\.ya?ml$/, ''),
  };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
