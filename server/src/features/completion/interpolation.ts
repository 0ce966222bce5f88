/** Inside of `${…}`: resolvers, environment variables, and paths to other values of the file. */
import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type CompletionItem,
} from 'vscode-languageserver';
import { keyText, nodeAtOffset, nodeAtPath } from '../../document/tree/locate';
import { lineAt, lineEnd, rangeOf } from '../../document/tree/positions';
import { textIn } from '../../document/tree/textIn';
import type { ParsedDocument, Path, TreeNode } from '../../document/tree/tree';
import { environmentVariables } from '../../schema/table/openFields';
import { joined, markdownOf, type Markdown } from '../../text/markdown';
import { text, type Text, type Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { fieldMarkdown } from '../fields/fieldText';
import { scalarNotes } from '../fields/interpolationNotes';
import { knownField } from '../fields/knownFields';
import { markup } from '../markup';
import { ordinal } from './item';
import type { Place } from './place';
import { literal } from './snippet';

/** What OmegaConf brings along (omegaconf/resolvers/oc, 2.4). Twinkle registers no others. */
const resolvers = (): readonly (readonly [name: string, meaning: Text])[] => [
  [
    'oc.env',
    text('An environment variable of the launcher, with a default after a comma: `oc.env:NAME,default`.'),
  ],
  ['oc.decode', text('Reads a text as a value, such as an environment variable as a number.')],
  ['oc.select', text('Another value of the file. A default for a missing value may follow after a comma.')],
  ['oc.create', text('Makes a mapping or a list from its arguments.')],
  ['oc.dict.keys', text('The keys of a mapping, as a list.')],
  ['oc.dict.values', text('The values of a mapping, as a list.')],
  ['oc.deprecated', text('Another value of the file, with a warning that this key is deprecated.')],
];

/** Undefined where the offset is not inside of an interpolation; then other completions apply. */
export function interpolationItems(
  analysis: Analysis,
  offset: number,
  { translate, snippets }: Pick<Place, 'translate' | 'snippets'>,
): CompletionItem[] | undefined {
  const { document } = analysis;
  const line = lineAt(document, offset);
  const before = textIn(document, { start: document.lineStarts[line] ?? 0, end: offset });
  const open = openInterpolation(before);
  if (open === undefined || analysis.kind === 'cluster') return undefined;
  // In a key it is text, and what stands behind the colon is no part of it.
  const start = nodeAtOffset(document, offset - open.length);
  if (document.problems.length === 0 && start?.inKey === true) return undefined;
  const rest = /^[\w.]*/.exec(document.text.slice(offset, lineEnd(document, line)))?.[0] ?? '';
  const behind = document.text.slice(offset + rest.length, lineEnd(document, line));
  const hasColon = behind.startsWith(':');
  const isClosed = hasColon || behind.startsWith('}') || isClosedBy(restOfValue(document, offset));
  const end = isClosed ? '' : '}';
  const item = (
    label: string,
    newText: string,
    more: Partial<CompletionItem>,
    typed: string,
  ): CompletionItem => ({
    label,
    insertTextMode: InsertTextMode.asIs,
    textEdit: {
      range: rangeOf(document, { start: offset - typed.length, end: offset + rest.length }),
      newText,
    },
    ...more,
  });
  const variable = /^\s*oc\.env:\s*(\w*)$/.exec(open);
  if (variable !== null) {
    const typed = variable[1] ?? '';
    return variables(
      analysis.cluster?.env.map(({ name, value }) => [name, value.value]) ?? [],
      translate,
    ).map(([name, more], index) =>
      item(name, name + end, { ...more, sortText: ordinal(index), kind: CompletionItemKind.Variable }, typed),
    );
  }
  if (!/^[\w.]*$/.test(open)) return [];
  const paths = pathItems(document.root, open).map(({ name, path, value }, index) =>
    item(
      name,
      name + (value.kind === 'scalar' ? end : ''),
      {
        kind: CompletionItemKind.Reference,
        sortText: `1${ordinal(index)}`,
        ...documented(aboutPath(analysis, path, value, translate)),
      },
      open.slice(open.lastIndexOf('.') + 1),
    ),
  );
  const isSnippet = snippets && !isClosed;
  const offered = resolvers().filter(() => !open.startsWith('.'));
  const resolverItems = offered.map(([name, meaning], index) =>
    item(
      name,
      // A colon at the end of the line would make a key of what stands before it, so it is closed at once.
      isSnippet ? `${literal(`${name}:`)}$0}` : hasColon ? name : `${name}:${end}`,
      {
        kind: CompletionItemKind.Function,
        ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
        documentation: markup(markdownOf(meaning, translate)),
        sortText: `0${ordinal(index)}`,
      },
      open,
    ),
  );
  return [...resolverItems.filter(({ label }) => label.startsWith(open)), ...paths];
}

/** What stands behind an offset in its value, where there is one. */
function restOfValue(document: ParsedDocument, offset: number): string {
  const node = nodeAtOffset(document, offset)?.node;
  return node?.kind === 'scalar' ? document.text.slice(offset, node.span.end) : '';
}

/** True where a text has a brace that closes what is open before it. */
function isClosedBy(behind: string): boolean {
  let depth = 0;
  for (const character of behind) {
    if (character === '{') depth += 1;
    if (character === '}' && depth === 0) return true;
    if (character === '}') depth -= 1;
  }
  return false;
}

/** The text behind the last `${` that is still open, or undefined where there is none. */
function openInterpolation(before: string): string | undefined {
  if (/^\s*#|\s#/.test(before)) return undefined;
  let depth = 0;
  for (let index = before.length - 1; index >= 0; index -= 1) {
    if (before[index] === '}') depth += 1;
    if (before[index] !== '{' || before[index - 1] !== '$') continue;
    if (depth > 0) depth -= 1;
    else if (!/(?:^|[^\\])(?:\\\\)*\\$/.test(before.slice(0, index - 1))) return before.slice(index + 1);
    else return undefined;
  }
  return undefined;
}

/** Variables of the cluster file first, then those that Twinkle or its launcher reads. */
function variables(
  ofCluster: readonly (readonly [name: string, value: string | undefined])[],
  translate: Translate,
): [string, Partial<CompletionItem>][] {
  const own = new Map(
    ofCluster.map(([name, value]) => {
      const notes = value === undefined ? [] : [text('`{0}` is `{1}` in the cluster file', name, value)];
      const known = environmentVariables().get(name)?.field;
      const words = [
        ...notes.map(note => markdownOf(note, translate)),
        ...(known === undefined ? [] : [fieldMarkdown(known, translate)]),
      ];
      return [
        name,
        { detail: translate(text('env of the cluster file')), ...documented(joined(words, '\n\n')) },
      ];
    }),
  );
  const read = [...environmentVariables().values()]
    .filter(({ field, setByLauncher }) => !setByLauncher && !own.has(field.key))
    .map(({ field }): [string, Partial<CompletionItem>] => [
      field.key,
      { documentation: markup(fieldMarkdown(field, translate)) },
    ]);
  return [...own, ...read];
}

interface PathItem {
  readonly name: string;
  readonly path: Path;
  readonly value: TreeNode;
}

/** What stands there now, and what the field means. */
function aboutPath(analysis: Analysis, path: Path, value: TreeNode, translate: Translate): Markdown {
  const field = knownField(analysis, path, value.span.start);
  const notes = scalarNotes(value).map(note => markdownOf(note, translate));
  return joined([...notes, ...(field === undefined ? [] : [fieldMarkdown(field, translate)])], '\n\n');
}

function documented(markdown: Markdown): Pick<CompletionItem, 'documentation'> {
  return markdown === '' ? {} : { documentation: markup(markdown) };
}

/** The keys below the path that is typed already. Lists are left to be typed. */
function pathItems(root: TreeNode | undefined, open: string): PathItem[] {
  const steps = open.split('.').slice(0, -1);
  const above = steps.map(step => (/^\d+$/.test(step) ? Number(step) : step));
  const node = nodeAtPath(root, above);
  if (node?.kind !== 'mapping') return [];
  return node.entries
    .filter(({ key }) => typeof key.value === 'string' && /^[A-Za-z_]\w*$/.test(key.value))
    .map(entry => {
      const name = keyText(entry);
      return { name, path: [...above, name], value: entry.value };
    });
}
