/** What we say of a text beside both loaders. */
import { parseDocument } from '../../../server/src/document/parse';
import type { Finding } from '../../../server/src/document/tree/finding';
import type { ParsedDocument } from '../../../server/src/document/tree/tree';
import { english } from '../../../server/src/text/text';
import { comparedTree } from '../values';
import type { Judgement, Outcome } from './judge';

export type Verdict =
  /** Both loaders and we agree, in the value too. */
  | 'agreed'
  /** Both refuse, and we find nothing. */
  | 'missed'
  /** Both accept, and we find something. */
  | 'false alarm'
  /** All accept, and we read another value. */
  | 'other value'
  /** The loaders differ with one another: nothing is asked of us. */
  | 'loaders differ'
  /** Our reader throws. */
  | 'crashed';

/** Those that are failures of ours. */
export const failures = [
  'missed',
  'false alarm',
  'other value',
  'crashed',
] as const satisfies readonly Verdict[];
export type Failure = (typeof failures)[number];

export interface Compared {
  readonly text: string;
  readonly verdict: Verdict;
  /** In words, by which failures of one kind are grouped. */
  readonly kind: string;
  readonly loader: Outcome;
  readonly ours: string | undefined;
  /** How many lines our first finding stands from the place that libyaml names; absent where it names none, or one accepts. */
  readonly linesApart?: number;
  /** Where the loaders differ: whether we agree with the one that OmegaConf 2.4 uses. */
  readonly agreesWithNewer?: boolean;
}

export function compared(text: string, { libyaml, python }: Judgement): Compared {
  const own = readSafely(text);
  if (own.document === undefined)
    return { text, verdict: 'crashed', kind: own.crash, loader: libyaml, ours: own.crash };
  const { document } = own;
  const first = document.problems[0];
  const isRead = first === undefined && isContainer(document);
  const ours = first && english(first.message);
  const isRefused = libyaml.error !== undefined;
  const difference = isRead && !isRefused ? differenceOf(document, libyaml) : undefined;
  if (!isSame(libyaml, python)) {
    const agreesWithNewer = isRefused !== isRead && difference === undefined;
    return {
      text,
      verdict: 'loaders differ',
      kind: differing(libyaml, python),
      loader: libyaml,
      ours,
      agreesWithNewer,
    };
  }
  const found = { text, loader: libyaml, ours };
  if (isRefused && isRead) return { ...found, verdict: 'missed', kind: inKind(libyaml.error) };
  if (!isRefused && !isRead)
    return { ...found, verdict: 'false alarm', kind: `${first?.code ?? 'root'}: ${inKind(ours ?? '')}` };
  if (difference !== undefined)
    return { ...found, verdict: 'other value', kind: valueKind(difference), ours: difference };
  const linesApart = isRefused && first !== undefined ? apart(document, first, libyaml.line) : undefined;
  return { ...found, verdict: 'agreed', kind: '', ...(linesApart === undefined ? {} : { linesApart }) };
}

/** Of a number, a date or a truth in the place of a file, the check of the schema says that it is no mapping. */
const isContainer = ({ root }: ParsedDocument): boolean => root?.kind !== 'scalar' || root.value === null;

type Own = { readonly document: ParsedDocument } | { readonly document?: undefined; readonly crash: string };

function readSafely(text: string): Own {
  try {
    return { document: parseDocument(text) };
  } catch (error) {
    return { crash: inKind(error instanceof Error ? `${error.name}: ${error.message}` : String(error)) };
  }
}

const isSame = (one: Outcome, other: Outcome): boolean =>
  one.error !== undefined
    ? other.error !== undefined
    : JSON.stringify(one.value) === JSON.stringify(other.value);

function differing(libyaml: Outcome, python: Outcome): string {
  if (libyaml.error !== undefined) return `only libyaml refuses: ${inKind(libyaml.error)}`;
  if (python.error !== undefined) return `only Python's refuses: ${inKind(python.error)}`;
  return 'both accept, with other values';
}

/** What a quoted or a block text in the place of a file holds stands nowhere in the tree: only its verdict is compared. */
function differenceOf({ root }: ParsedDocument, { value = null }: Outcome): string | undefined {
  const isOneText = root === undefined && JSON.stringify(value) !== '{"dict":[]}';
  const difference = isOneText ? undefined : comparedTree(root, value).difference;
  return difference && `${difference.ours} for ${difference.loader} at '${difference.at}'`;
}

/** A plain text, a key that only the loader has, and so on. */
function valueKind(difference: string): string {
  const [, style = ''] = /^(no|nothing|plain|single|double|block|a \w+)\b/.exec(difference) ?? [];
  return style === 'no'
    ? 'a key that the loader reads otherwise'
    : `${style}, which the loader reads otherwise`;
}

/** Words without what is of this one text. */
export const inKind = (words: string): string =>
  words
    .replace(/'[^']*'|"(?:[^"\\]|\\.)*"|“[^”]*”/g, '…')
    .replace(/#x[\da-f]+/g, '#xN')
    .replace(/\d+/g, 'N')
    .replace(/\s+/g, ' ')
    .slice(0, 120);

/** The loader counts more characters as the end of a line than an editor does. */
function apart({ text }: ParsedDocument, { span }: Finding, line: number | null): number | undefined {
  if (line === null) return undefined;
  const before = text.slice(0, span.start).match(/\r\n|[\n\r\u0085\u2028\u2029]/g)?.length ?? 0;
  return Math.abs(before - line);
}
