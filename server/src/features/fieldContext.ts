/** Which fields are known at a place: the table of the file's version, and what of the file decides beside the path. */
import { nodeAtPath } from '../document/locate';
import type { Path } from '../document/tree';
import type { ApplicationKind } from '../protocol';
import { clusterTable, fieldTable, type FieldContext, type FieldTable } from '../schema/table';
import type { Analysis } from './analysis';

export function tableOf({ kind, twinkleVersion }: Analysis): FieldTable {
  return kind === 'cluster' ? clusterTable() : fieldTable(twinkleVersion);
}

/**
 * The kind of application and the form of device mesh that a path is in.
 *
 * @param offset a place in the application's text, from which its `import_path` is looked for where the tree, while
 *   a line is half typed, does not have it
 */
export function fieldContext(analysis: Analysis, path: Path, offset: number): FieldContext {
  if (analysis.kind === 'cluster' || path[0] !== 'applications') return {};
  const application = analysis.config.applications.find(({ index }) => index === path[1]);
  const kind = application?.kind?.value ?? kindInLines(analysis, offset);
  const meshAt = path.indexOf('device_mesh');
  const mesh = meshAt < 0 ? undefined : nodeAtPath(analysis.document.root, path.slice(0, meshAt + 1));
  const isArray = mesh?.kind === 'mapping' && mesh.entries.some(({ key }) => key.value === 'mesh_dim_names');
  return { kind, form: isArray ? 'array' : 'sizes' };
}

const importPath = /^\s*(?:-\s+)?import_path:\s*(server|model|sampler|processor)\s*(?:#.*)?$/;

/** The `import_path` among the lines of the item of `applications` that an offset is in. */
function kindInLines({ document: { text } }: Analysis, offset: number): ApplicationKind | undefined {
  const lines = text.split(/\r\n|[\n\r]/);
  const at = text.slice(0, offset).split(/\r\n|[\n\r]/).length - 1;
  const dashes = lines.map(line => /^( *)- /.exec(line)?.[1]?.length);
  // The items of `applications` are those with the outermost dash of the file.
  const margin = Math.min(...dashes.filter(dash => dash !== undefined));
  const begin = dashes.findLastIndex((dash, line) => dash === margin && line <= at);
  const next = dashes.findIndex((dash, line) => dash === margin && line > at);
  const own = lines.slice(Math.max(0, begin), next < 0 ? undefined : next);
  for (const line of own) {
    const kind = importPath.exec(line)?.[1];
    if (kind !== undefined) return kind as ApplicationKind;
  }
  return undefined;
}
