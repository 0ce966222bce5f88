/**
 * Walks a tree along the field table. JSON Schema and its validators are not used for that: they have no words for
 * pydantic's lax mode, for values that are unknown (interpolations) and for ranges in a text.
 */
import { enoughFindings, type Finding } from '../../document/tree/finding';
import { isIncomplete } from '../../document/tree/incomplete';
import type { Entry, MappingNode, ParsedDocument, Path, Span, TreeNode } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';
import { text } from '../../text/text';
import type { FieldInfo, FieldTable, Shape } from '../table/fieldInfo';
import { finding, missingField, unknownKey } from './findings';
import { explainLaterKey, explainLaterValue } from './laterKeys';
import { explainOldKey, explainOldValue } from './oldKeys';
import { itemOf } from '../table/table';
import { checkValue, type Mode } from './values';

/** The place of a node in its parent: what it is called and where findings about it go. */
interface Named {
  readonly path: Path;
  readonly name: string;
  /** Of the key, or of the whole node where it has none. */
  readonly span: Span;
}

/** True for a node of which nothing is to be reported, nor of what is in it. */
export type IsQuiet = (node: TreeNode) => boolean;

export class Walk {
  readonly findings: Finding[] = [];
  /** In a text that could not be read to its end, what is missing may be there. */
  private readonly whole: boolean;
  /** Of the application that is being walked. */
  private kind: ApplicationKind | undefined;

  /** @param isNewer the file has a field that came after twinkle-kit 0.3 */
  constructor(
    private readonly document: ParsedDocument,
    private readonly table: FieldTable,
    private readonly mode: Mode,
    private readonly isQuiet: IsQuiet,
    private readonly isNewer = false,
  ) {
    this.whole = !isIncomplete(document);
  }

  value(node: TreeNode, shape: Shape, at: Named): void {
    if (this.isQuiet(node) || this.findings.length > enoughFindings) return;
    if (node.kind === 'scalar' && node.interpolated) {
      if (this.mode === 'exact') this.findings.push(this.notResolved(node, at));
      return;
    }
    const place = { path: at.path, span: spanOf(node, at), stage: shape.stage };
    const wrong = checkValue(this.document, node, shape, { ...place, stage: 'load' }, at.name, this.mode);
    if (wrong !== undefined)
      this.findings.push(explainOldValue(this.document, node, explainLaterValue(this.table, node, wrong)));
    else if (node.kind === 'mapping') this.mapping(node, shape, at);
    else if (node.kind === 'sequence') this.items(node.items, shape, at);
  }

  /** A file that holds nothing. */
  nothing(shape: Shape, at: Named): void {
    this.missing(undefined, shape.fields ?? new Map<string, FieldInfo>(), at);
  }

  private items(items: readonly TreeNode[], shape: Shape, { path, name }: Named): void {
    items.forEach((item, index) => {
      if (this.isQuiet(item)) return;
      const inside = itemOf(shape, index);
      if (inside === undefined) return;
      const called = `${name}[${index}]`;
      this.value(item, inside, { path: [...path, index], name: called, span: firstSpan(item) });
    });
  }

  private mapping(node: MappingNode, shape: Shape, at: Named): void {
    if (shape.passedOn) {
      this.textKeys(node, at);
      return;
    }
    const { fields } = shape;
    if (fields === undefined) {
      const { otherValues } = shape;
      if (otherValues !== undefined) for (const entry of node.entries) this.entry(entry, otherValues, at);
      else if (!shape.open) this.textKeys(node, at);
      return;
    }
    const kind = kindOf(node, fields);
    if (fields.get('args')?.shape.byKind !== undefined) this.kind = kind;
    for (const entry of node.entries) {
      const field = fieldOf(entry, fields);
      if (field === undefined) this.unknown(node, entry, shape, at);
      else if (field.shape.byKind === undefined) this.entry(entry, field.shape, at);
      else if (kind !== undefined) this.arguments(entry, field.shape.byKind.get(kind), at);
    }
    this.missing(node, fields, at);
    if (kind !== undefined) this.missingArguments(node, fields.get('args')?.shape.byKind?.get(kind), at);
  }

  private entry(entry: Entry, shape: Shape, { path }: Named): void {
    const name = String(entry.key.value);
    this.value(entry.value, shape, { path: [...path, name], name, span: entry.key.span });
  }

  /** Empty `args` are arguments without any: twinkle/server/config/application_spec.py, 0.5.1. */
  private arguments(entry: Entry, shape: Shape | undefined, { path }: Named): void {
    if (shape === undefined) return;
    const at = { path: [...path, 'args'], name: 'args', span: entry.key.span };
    if (entry.value.kind === 'scalar' && entry.value.value === null)
      this.missing(undefined, shape.fields ?? new Map<string, FieldInfo>(), at);
    else this.value(entry.value, shape, at);
  }

  private missingArguments(node: MappingNode, shape: Shape | undefined, at: Named): void {
    if (shape?.fields === undefined || node.entries.some(({ key }) => key.value === 'args')) return;
    this.missing(undefined, shape.fields, { ...at, path: [...at.path, 'args'] });
  }

  private missing(node: MappingNode | undefined, fields: ReadonlyMap<string, FieldInfo>, at: Named): void {
    if (!this.whole) return;
    for (const field of fields.values()) {
      if (!field.required || node?.entries.some(({ key }) => key.value === field.key)) continue;
      this.findings.push(
        missingField(field, { path: [...at.path, field.key], span: at.span, stage: 'load' }),
      );
    }
  }

  private unknown(node: MappingNode, entry: Entry, { fields }: Shape, { path }: Named): void {
    if (this.findings.length > enoughFindings) return;
    const place = { path: [...path, String(entry.key.value)], stage: 'load' } as const;
    const found = unknownKey(this.document, node, entry, place, fields?.keys() ?? [], this.kind);
    const explained = explainLaterKey(this.table, this.kind, found);
    const former = { kind: this.kind, isNewer: this.isNewer };
    this.findings.push(explainOldKey(this.document, node, entry, former, explained));
  }

  /** `dict[str, Any]` takes no other keys than text; bytes in UTF-8 pass for text. */
  private textKeys(node: MappingNode, { path }: Named): void {
    for (const { key } of node.entries) {
      if (typeof key.value === 'string' || key.value instanceof Uint8Array) continue;
      const message = text("Keys must be text here: put '{0}' in quotes.", String(key.value));
      this.findings.push(
        finding('wrong-type', { path: [...path, String(key.value)], span: key.span, stage: 'load' }, message),
      );
    }
  }

  private notResolved(node: TreeNode, { path, name }: Named): Finding {
    const message = text("'{0}' must be a plain value: ${…} is not resolved in this file.", name);
    return finding('wrong-value', { path, span: node.span, stage: 'load' }, message);
  }
}

function fieldOf({ key }: Entry, fields: ReadonlyMap<string, FieldInfo>): FieldInfo | undefined {
  return typeof key.value === 'string' ? fields.get(key.value) : undefined;
}

/** The kind of application that a mapping is, if it is one and tells. */
function kindOf(
  { entries }: MappingNode,
  fields: ReadonlyMap<string, FieldInfo>,
): ApplicationKind | undefined {
  const kinds = fields.get('args')?.shape.byKind;
  const node = kinds && entries.find(({ key }) => key.value === 'import_path')?.value;
  if (node?.kind !== 'scalar' || node.interpolated || typeof node.value !== 'string') return undefined;
  const kind = node.value as ApplicationKind;
  return kinds?.has(kind) === true ? kind : undefined;
}

/** A wrong value is shown where it stands; one that is missing, at its key. */
function spanOf({ span }: TreeNode, { span: key }: Named): Span {
  return span.start === span.end ? key : span;
}

/** The first key of an item, since an underline of all its lines says less. */
function firstSpan(item: TreeNode): Span {
  if (item.kind !== 'mapping') return item.span;
  const own = item.entries.find(({ merged }) => !merged);
  return own === undefined ? item.span : own.key.span;
}
