/** Which fields are known at a place: the table of the file's version, and what of the file decides beside the path. */
import { nodeAtPath } from '../../document/tree/locate';
import { lineAt } from '../../document/tree/positions';
import { lineText } from '../../document/tree/textIn';
import type { ParsedDocument, Path } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';
import { clusterTable, fieldTable, type FieldContext, type FieldTable } from '../../schema/table/table';
import type { Analysis } from '../../analysis/analysis';

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
  const kind = application?.kind?.value ?? kindInLines(analysis.document, offset);
  const meshAt = path.indexOf('device_mesh');
  const mesh = meshAt < 0 ? undefined : nodeAtPath(analysis.document.root, path.slice(0, meshAt + 1));
  const isArray = mesh?.kind === 'mapping' && mesh.entries.some(({ key }) => key.value === 'mesh_dim_names');
  return { kind, form: isArray ? 'array' : 'sizes' };
}

const importPath =
  /(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)(["']?)import_path\1[ \t]*:[ \t]*(["']?)(server|model|sampler|processor)\2[ \t]*(?:[#,}]|$)/;

/** The `import_path` among the lines of the item of `applications` that an offset is in. */
function kindInLines(document: ParsedDocument, offset: number): ApplicationKind | undefined {
  const margin = marginOf(document);
  if (margin === undefined) return undefined;
  const dash = `${' '.repeat(margin)}-`;
  let line = lineAt(document, offset);
  while (line > 0 && !lineText(document, line).startsWith(dash)) line -= 1;
  do {
    const kind = importPath.exec(lineText(document, line))?.[3];
    if (kind !== undefined) return kind as ApplicationKind;
    line += 1;
  } while (line < document.lineStarts.length && !lineText(document, line).startsWith(dash));
  return undefined;
}

/** Column of the dashes of `applications`, which are those with the outermost dash of the file. */
function marginOf({ parts, text }: ParsedDocument): number | undefined {
  const known = parts.find(({ kind }) => kind === 'item')?.column;
  if (known !== undefined) return known;
  let margin: number | undefined;
  for (const [dash] of text.matchAll(/^ *-(?= |$)/gm)) {
    margin = Math.min(margin ?? dash.length - 1, dash.length - 1);
  }
  return margin;
}
