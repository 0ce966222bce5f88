/** All that is known of the fields at a place: the table of the schema, and names for mappings that take any key. */
import type { Path } from '../../document/tree/tree';
import type { FieldInfo } from '../../schema/table/fieldInfo';
import {
  environmentVariables,
  openMappingAt,
  vllmArguments,
  type EnvironmentVariable,
} from '../../schema/table/openFields';
import { fieldAt, fieldsOf } from '../../schema/table/table';
import type { Analysis } from '../../analysis/analysis';
import { fieldContext, tableOf } from './fieldContext';

/** The field whose value is at a path; `offset` is a place near it (see {@link fieldContext}). */
export function knownField(analysis: Analysis, path: Path, offset: number): FieldInfo | undefined {
  const field = fieldAt(tableOf(analysis), path, fieldContext(analysis, path, offset));
  if (field !== undefined) return field;
  const key = path.at(-1);
  return typeof key === 'string' ? openFields(analysis, path.slice(0, -1)).get(key) : undefined;
}

/** The keys of the mapping at a path, in the order in which they are worth offering. */
export function knownFields(analysis: Analysis, path: Path, offset: number): readonly FieldInfo[] {
  const fields = fieldsOf(tableOf(analysis), path, fieldContext(analysis, path, offset));
  const open = openFields(analysis, path);
  if (open.size === 0) return fields;
  const named = new Set(fields.map(({ key }) => key));
  return [...fields, ...[...open.values()].filter(({ key }) => !named.has(key))];
}

function openFields(analysis: Analysis, path: Path): ReadonlyMap<string, FieldInfo> {
  const mapping = openMappingAt(path, analysis.kind === 'cluster');
  if (mapping === 'vllm') return vllmArguments();
  return mapping === 'environment' ? environmentFields(analysis, path) : new Map<string, FieldInfo>();
}

/** Variables that the processes at a place read first, and what the launcher sets by itself last. */
function environmentFields(analysis: Analysis, path: Path): ReadonlyMap<string, FieldInfo> {
  const kind =
    analysis.kind === 'config'
      ? analysis.config.applications.find(({ index }) => index === path[1])?.kind?.value
      : undefined;
  const rank = ({ readers, setByLauncher }: EnvironmentVariable): number => {
    if (setByLauncher) return 2;
    return kind === undefined || readers.includes(kind) ? 0 : 1;
  };
  const ranked = [...environmentVariables().values()].map(each => ({ each, rank: rank(each) }));
  return new Map(
    ranked.sort((one, other) => one.rank - other.rank).map(({ each }) => [each.field.key, each.field]),
  );
}
