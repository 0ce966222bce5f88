/** The findings of the schema: their codes, words and fixes. */
import { entryStart, removeEntry, renameKey, replaceValue } from '../../document/edits/edit';
import type { Finding, Fix } from '../../document/tree/finding';
import { textIn } from '../../document/tree/textIn';
import type { Entry, MappingNode, ParsedDocument, Path, Span, TreeNode } from '../../document/tree/tree';
import type { ApplicationKind, Stage } from '../../protocol';
import { listed } from '../../text/listed';
import { text, type Text } from '../../text/text';
import { clearlyNearest, nearestNames } from '../../strings/nearest';
import { nearestFixes } from '../../document/edits/nearestFixes';
import type { FieldInfo } from '../table/fieldInfo';
import { isRefused } from '../table/refusedKeys';

export interface Place {
  readonly path: Path;
  readonly span: Span;
  readonly stage: Stage;
}

export function finding(
  code: string,
  { path, span, stage }: Place,
  message: Text,
  fixes?: () => readonly Fix[],
): Finding {
  return { code, stage, severity: 'error', message, span, path, ...(fixes === undefined ? {} : { fixes }) };
}

/** A key that nothing knows. `fields` are the names that could stand here, `kind` is that of the application. */
export function unknownKey(
  document: ParsedDocument,
  mapping: MappingNode,
  entry: Entry,
  place: Omit<Place, 'span'>,
  fields: Iterable<string>,
  kind: ApplicationKind | undefined,
): Finding {
  const key = keyName(entry);
  const where = { path: place.path.slice(0, -1), beside: mapping.entries, kind };
  const known = [...fields].filter(name => !isRefused(name, where));
  const nearest = nearestNames(key, known)[0];
  const message =
    nearest !== undefined
      ? text("Unknown key '{0}': did you mean '{1}'?", key, nearest.name)
      : known.length > 0 && known.length <= 12
        ? text("Unknown key '{0}'. Known here: {1}.", key, listed(known))
        : text("Unknown key '{0}'.", key);
  const certain = nearest !== undefined && nearest.distance <= 2 ? clearlyNearest(key, known) : undefined;
  const found = finding('unknown-key', { ...place, span: entry.key.span }, message, () => {
    // A merged key stands in the text of its anchor, which others may use.
    if (entry.merged) return [];
    const present = namesOf(mapping);
    const absent = known.filter(name => !present.has(name));
    const renames = nearestNames(key, absent)
      .slice(0, 3)
      .map(({ name }) => ({
        title: text("Rename to '{0}'", name),
        edits: renameKey(entry, name),
        preferred: name === certain,
      }));
    // An anchor in what is removed may be named elsewhere.
    if (holdsAnchor(document, mapping, entry)) return renames;
    const removal = {
      title: text("Remove '{0}'", key),
      edits: removeEntry(document, mapping, entry),
      preferred: false,
    };
    return [...renames, removal];
  });
  return certain === undefined ? found : { ...found, settles: [...place.path.slice(0, -1), certain] };
}

/** Characters before a key that are looked at: a line may be all signs, and each would be a beginning. */
const longestProperty = 200;

/** True where the text of an entry has what looks like an anchor, of its key or of something in its value. */
function holdsAnchor(document: ParsedDocument, { flow }: MappingNode, entry: Entry): boolean {
  const { text: source } = document;
  const { start } = entry.key.span;
  // In braces something else may stand before the key on its line.
  const before = source.slice(Math.max(0, start - longestProperty), start);
  const property = flow
    ? /(?<![^\s,[\]{}])[&!][^\s,[\]{}]*\s+$/.exec(before)?.[0].length
    : start - entryStart(document, entry);
  return /(?:^|[\s[{,:])&[\w-]/.test(source.slice(start - (property ?? 0), entry.value.span.end));
}

export function missingField({ key, values }: FieldInfo, place: Place): Finding {
  const message =
    values.length > 0
      ? text("'{0}' is missing. Use one of {1}.", key, listed(values))
      : text("'{0}' is missing.", key);
  return finding('missing-field', place, message);
}

/** A text that is none of the accepted ones. */
export function wrongValue(
  document: ParsedDocument,
  node: TreeNode,
  place: Place,
  name: string,
  values: readonly string[],
): Finding {
  const written = sourceOf(document, node);
  const word = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
  const message = isEmpty(node)
    ? text("'{0}' has no value. Use one of {1}.", name, listed(values))
    : text("'{0}' must be one of {1}, not {2}.", name, listed(values), written);
  return finding('wrong-value', place, message, () =>
    nearestFixes(word, values, value => replaceValue(document, node, value)),
  );
}

/** True where nothing is written behind the key, which the loader reads as null: nobody wrote that word. */
export function isEmpty(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.span.start === node.span.end;
}

/** A value as it is written, short, with other kinds of values in YAML's own notation. */
export function sourceOf(document: ParsedDocument, node: TreeNode): string {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? '{…}' : '[…]';
  const written = textIn(document, node.span);
  if (written.trim() === '') return 'null';
  const [line = ''] = written.split(/[\r\n]/, 1);
  return line.length > 40 || line.length < written.trimEnd().length ? `${line.slice(0, 40)}…` : line;
}

/** Names of a mapping's keys, made once: each of its findings asks. */
function namesOf(mapping: MappingNode): ReadonlySet<string> {
  let names = namesByMapping.get(mapping);
  if (names === undefined) {
    names = new Set(mapping.entries.map(keyName));
    namesByMapping.set(mapping, names);
  }
  return names;
}

const namesByMapping = new WeakMap<MappingNode, ReadonlySet<string>>();

function keyName({ key: { value } }: Entry): string {
  return value instanceof Uint8Array ? '!!binary' : String(value);
}
