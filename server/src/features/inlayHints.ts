/** What numbers come to, beside them in the text: only for the lines that are asked for. */
import { InlayHintKind, type InlayHint, type Range } from 'vscode-languageserver';
import type { Application } from '../config/serverConfig';
import { onePerPlace } from '../document/tree/onePerPlace';
import { lineAt, lineEnd, offsetAt, positionAt } from '../document/tree/positions';
import type { Entry, MappingNode, ParsedDocument, Path, Span, TreeNode } from '../document/tree/tree';
import type { FieldInfo } from '../schema/table/fieldInfo';
import { fieldAt, type FieldContext } from '../schema/table/table';
import { codeSpan, joined, markdownOf, ownMarkdown, type Markdown } from '../text/markdown';
import { listed } from '../text/listed';
import { text, type Translate } from '../text/text';
import type { Analysis } from '../analysis/analysis';
import { blockDefaults } from './fields/blockDefaults';
import { durationOf } from './fields/durations';
import { tableOf } from './fields/fieldContext';
import { markup } from './markup';
import { meshText } from './fields/meshText';

/** Hints in the order of the text. */
export function inlayHints(analysis: Analysis, range: Range, translate: Translate): InlayHint[] {
  const { document } = analysis;
  const span = { start: offsetAt(document, range.start), end: offsetAt(document, range.end) };
  const collector = new HintCollector(analysis, span, translate);
  const { root } = document;
  if (root?.kind === 'mapping') collector.mapping(root, [], {}, undefined);
  // What an alias stands for is met again for each alias, and the hint is that of the place where it is written.
  return onePerPlace(collector.hints, ({ position }) => position);
}

/** Most keys whose defaults are shown next to an empty block; the rest is in the tooltip. */
const mostDefaults = 3;

class HintCollector {
  readonly hints: InlayHint[] = [];
  private readonly document: ParsedDocument;

  constructor(
    private readonly analysis: Analysis,
    private readonly span: Span,
    private readonly translate: Translate,
  ) {
    this.document = analysis.document;
  }

  mapping(node: MappingNode, path: Path, context: FieldContext, application: Application | undefined): void {
    for (const entry of node.entries) {
      const { key, value } = entry;
      // What came in by an anchor stands elsewhere.
      if (entry.merged || typeof key.value !== 'string' || !this.isAsked(key.span, value.span)) continue;
      const below = [...path, key.value];
      const inner = key.value === 'device_mesh' ? { ...context, form: formOf(value) } : context;
      const field = fieldAt(tableOf(this.analysis), below, inner);
      if (field !== undefined) this.entry(entry, field, inner, below, application);
      this.node(value, below, inner, application);
    }
  }

  private node(node: TreeNode, path: Path, context: FieldContext, application?: Application): void {
    if (node.kind === 'mapping') this.mapping(node, path, context, application);
    if (node.kind !== 'sequence') return;
    for (const [index, item] of node.items.entries()) {
      if (item.kind !== 'mapping' || !this.isAsked(item.span, item.span)) continue;
      const own = path[0] === 'applications' && path.length === 1 ? this.applicationOf(item) : application;
      this.mapping(item, [...path, index], own === application ? context : { kind: own?.kind?.value }, own);
    }
  }

  private applicationOf(node: MappingNode): Application | undefined {
    return this.analysis.kind === 'config'
      ? this.analysis.config.applications.find(each => each.node === node)
      : undefined;
  }

  private isAsked(from: Span, to: Span): boolean {
    return from.start <= this.span.end && Math.max(from.end, to.end) >= this.span.start;
  }

  private entry(
    entry: Entry,
    field: FieldInfo,
    context: FieldContext,
    path: Path,
    application: Application | undefined,
  ): void {
    const { value } = entry;
    if (application !== undefined && path.length > 2) this.mesh(entry, path, application);
    if (value.kind === 'scalar' && typeof value.value === 'number') {
      const words = durationOf(value.value, field.unit);
      if (words !== undefined) this.add(value.span.end, `= ${words}`);
    }
    if (isEmptyBlock(value, field)) this.defaults(entry, field, context);
  }

  private mesh({ key, value }: Entry, path: Path, application: Application): void {
    const place = path.slice(2).join('.');
    if (place !== 'args.device_mesh' && place !== 'args.device_group.ranks') return;
    const texts = meshText(application);
    if (texts === undefined) return;
    const tooltip = markdownOf(texts.both, this.translate);
    if (place === 'args.device_mesh') {
      const isFlow = value.kind === 'mapping' && value.flow;
      this.add(isFlow ? value.span.end : this.endOfLine(key.span), this.translate(texts.world), tooltip);
    } else {
      const isBlock = value.kind === 'sequence' && !value.flow;
      const end = isBlock ? this.endOfLine(key.span) : value.span.end;
      this.add(end, `= ${this.translate(texts.workers)}`, tooltip);
    }
  }

  /** Behind the colon of a key, before a comment. */
  private endOfLine({ end }: Span): number {
    const stop = lineEnd(this.document, lineAt(this.document, end));
    const colon = this.document.text.indexOf(':', end);
    return colon < 0 || colon >= stop ? end : colon + 1;
  }

  private defaults({ key, value }: Entry, field: FieldInfo, context: FieldContext): void {
    const told = blockDefaults(field, value, context);
    if (told.length === 0) return;
    const words = told.map(({ key: name, value: usual }) => `${name} ${usual}`);
    const shown = [...words.slice(0, mostDefaults), ...(words.length > mostDefaults ? ['…'] : [])];
    const end = value.kind === 'mapping' ? value.span.end : this.endOfLine(key.span);
    const list = told.map(({ key: name, value: usual }) => ownMarkdown(`- ${codeSpan(`${name}: ${usual}`)}`));
    const heading = markdownOf(text('Defaults in effect:'), this.translate);
    this.add(
      end,
      this.translate(text('defaults: {0}', listed(shown))),
      joined([heading, joined(list, '\n')], '\n\n'),
    );
  }

  private add(offset: number, label: string, tooltip?: Markdown): void {
    if (offset < this.span.start || offset > this.span.end) return;
    this.hints.push({
      position: positionAt(this.document, offset),
      label,
      kind: InlayHintKind.Type,
      paddingLeft: true,
      ...(tooltip !== undefined && { tooltip: markup(tooltip) }),
    });
  }
}

/**
 * Blocks for which nothing behind the colon means the same as `{}`. Elsewhere null is refused, or switches something
 * off: an `autoscaling_config` that is null is none (twinkle/server/model/app.py and sampler/app.py, 0.5.1).
 */
const emptyAsNull = new Set(['adapter_config', 'engine_args']);

function isEmptyBlock(value: TreeNode, { key, shape }: FieldInfo): boolean {
  if (!shape.types.includes('object') || key === 'device_mesh' || key === 'device_group') return false;
  if (value.kind === 'mapping') return value.entries.length === 0;
  return emptyAsNull.has(key) && value.kind === 'scalar' && value.value === null && !value.interpolated;
}

function formOf(node: TreeNode): 'array' | 'sizes' {
  const isArray = node.kind === 'mapping' && node.entries.some(({ key }) => key.value === 'mesh_dim_names');
  return isArray ? 'array' : 'sizes';
}
