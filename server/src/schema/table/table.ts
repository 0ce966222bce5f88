/**
 * The fields of both files, from schemas/*.json: one table for validation, completion, hover and did-you-mean.
 * `npm run schemas` makes those files from the installed packages; a test compares them.
 */
import serverSchema from '../../../../schemas/0.5.1.json';
import clusterSchema from '../../../../schemas/twinkle_cluster.json';
import { atLeast, newestVersion } from '../../config/version';
import type { Path } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';
import type { FieldInfo, FieldTable, MeshForm, Shape } from './fieldInfo';
import { readSchema, type JsonSchema } from './readSchema';

export type { FieldInfo, FieldTable, Shape } from './fieldInfo';

/** What decides about fields beside their path. */
export interface FieldContext {
  /** Value of `import_path` of the application that the path is in. Unknown: the fields of all kinds. */
  readonly kind?: ApplicationKind | undefined;
  /** How a device mesh is written: with `mesh_dim_names` (`array`) or without. Unknown: the fields of both. */
  readonly form?: MeshForm | undefined;
}

/** The first version whose loader checks fields at all; before, files went to constructors as they were. */
const firstStrict = '0.4.0';

const tables = new Map<string, FieldTable>();
let cluster: FieldTable | undefined;

/**
 * The fields of `server_config.yaml` for a version of twinkle-kit. For 0.4.0 to 0.5.1 the table is exact; for others it
 * is the nearest that is known. One file serves all versions, since it is read at start: what is marked as newer is
 * left out, and a test compares the result with schemas/0.4.0.json and schemas/0.5.0.json.
 */
export function fieldTable(version: string): FieldTable {
  const known = tables.get(version);
  if (known !== undefined) return known;
  const exact = atLeast(version, firstStrict) && atLeast(newestVersion, version);
  const table = {
    version,
    exact,
    root: readSchema(serverSchema as JsonSchema, exact ? version : newestVersion),
  };
  tables.set(version, table);
  return table;
}

/** The fields of `twinkle_cluster.yaml`. */
export function clusterTable(): FieldTable {
  cluster ??= {
    version: newestVersion,
    exact: true,
    root: readSchema(clusterSchema as JsonSchema, newestVersion),
  };
  return cluster;
}

/** The keys that the mapping at a path may have, in the order of the schema; none where nothing is known of it. */
export function fieldsOf(table: FieldTable, path: Path, context: FieldContext = {}): readonly FieldInfo[] {
  const shapes = shapesAt(table, path, context);
  const fields = new Map<string, FieldInfo>();
  for (const shape of shapes)
    for (const [key, field] of shape.fields ?? []) if (!fields.has(key)) fields.set(key, field);
  return [...fields.values()];
}

/** The field whose value is at a path, or undefined for unknown keys, items of lists and the root. */
export function fieldAt(table: FieldTable, path: Path, context: FieldContext = {}): FieldInfo | undefined {
  const key = path.at(-1);
  if (typeof key !== 'string') return undefined;
  for (const shape of shapesAt(table, path.slice(0, -1), context)) {
    const field = shape.fields?.get(key);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** The shapes that a value may have, by what is known: several where kind or form are not. */
export function variantsOf(shape: Shape, { kind, form }: FieldContext): readonly Shape[] {
  if (shape.byKind !== undefined) {
    const own = kind === undefined ? undefined : shape.byKind.get(kind);
    return own === undefined ? [...shape.byKind.values()] : [own];
  }
  if (shape.byForm !== undefined)
    return form === undefined ? [shape.byForm.sizes, shape.byForm.array] : [shape.byForm[form]];
  return [shape];
}

function shapesAt(table: FieldTable, path: Path, context: FieldContext): readonly Shape[] {
  let shapes: readonly Shape[] = [table.root];
  for (const step of path) {
    shapes = shapes.flatMap(shape => {
      const next = typeof step === 'number' ? itemOf(shape, step) : shape.fields?.get(step)?.shape;
      return next === undefined ? [] : variantsOf(next, context);
    });
  }
  return shapes;
}

/** The shape of an item of a list. */
export function itemOf(shape: Shape, index: number): Shape | undefined {
  return index > 0 && shape.furtherItems !== undefined ? shape.furtherItems : shape.items;
}
