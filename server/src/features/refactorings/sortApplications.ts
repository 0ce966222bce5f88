/**
 * Sorts the applications by the GPUs that they need on one node and then in all, the largest first, so that small groups
 * do not take the room that a large one needs (rules/cluster/applicationOrder.ts): the launcher deploys them in the order of the
 * file and waits for each (twinkle/server/launcher/server_launcher.py, 0.5.1). Gateways stay in front.
 */
import type { Application, ServerConfig } from '../../config/serverConfig';
import { applyEdits } from '../../document/edits/applyEdits';
import { asWritten, meaningOf } from '../../document/format/meaning';
import { nodeAtPath } from '../../document/tree/locate';
import { parseDocument } from '../../document/parse';
import { lineAt, lineEnd } from '../../document/tree/positions';
import { withInterpolations } from '../../document/omegaconf/resolve';
import type { TextEdit } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { deviceOf } from '../../config/devices';
import { deviceDemand } from '../../placement/demand/deviceDemand';
import { text } from '../../text/text';
import { itemLines } from './itemLines';
import type { Refactoring, Wanted } from './refactoring';

/** Nothing where the demand of an application is unknown, the order is right already, or it means something else. */
export function sortApplications(
  document: ParsedDocument,
  config: ServerConfig,
  wanted: Wanted,
): Refactoring | undefined {
  if (document.problems.length > 0 || !isWanted(document, config, wanted)) return undefined;
  const list = nodeAtPath(document.root, ['applications']);
  if (list?.kind !== 'sequence' || list.items.length !== config.applications.length) return undefined;
  const demands = config.applications.map(demandOf);
  if (!demands.every(demand => demand !== undefined)) return undefined;
  const order = demands
    .map((_, index) => index)
    .sort((one, other) => compared(demands[other], demands[one]) || one - other);
  const edit = reordered(document, order);
  if (edit === undefined || !isPermuted(document, edit, order)) return undefined;
  return { title: text('Sort applications by GPU demand'), kind: 'refactor.rewrite', edits: [edit] };
}

/** On the key `applications` and the first line of an item, or anywhere in the list for who asks. */
function isWanted(document: ParsedDocument, { applications }: ServerConfig, wanted: Wanted): boolean {
  const { offset, isAsked } = wanted;
  const line = lineAt(document, offset);
  const [first] = applications;
  const last = applications.at(-1);
  if (first === undefined || last === undefined || applications.length < 2) return false;
  if (isAsked && first.span.start <= offset && offset <= last.span.end) return true;
  return (
    applications.some(({ span }) => lineAt(document, span.start) === line) ||
    /^applications\s*:/.test(document.text.slice(document.lineStarts[line] ?? 0, lineEnd(document, line)))
  );
}

interface Demand {
  /** GPUs on one node; infinite for a gateway, which comes first. */
  readonly perNode: number;
  /** GPUs of all nodes and replicas. */
  readonly total: number;
}

const none: Demand = { perNode: 0, total: 0 };

function compared(one = none, other = none): number {
  return one.perNode === other.perNode ? one.total - other.total : one.perNode - other.perNode;
}

function demandOf(application: Application): Demand | undefined {
  const { kind, args } = application;
  if (kind?.value === 'server') return { ...none, perNode: Number.POSITIVE_INFINITY };
  if (kind?.value === 'processor') return none;
  const type = args?.deviceGroup?.deviceType?.value;
  if (kind?.value !== undefined && type !== undefined && deviceOf(application) === undefined) return none;
  const demand = deviceDemand(application);
  return (
    demand && {
      perNode: demand.perNode,
      total: demand.replicas * demand.nodes * demand.perNode,
    }
  );
}

/** One edit from the first item that moves to the last; the blank lines between items stay where they are. */
function reordered(document: ParsedDocument, order: readonly number[]): TextEdit | undefined {
  const list = nodeAtPath(document.root, ['applications']);
  const lines = list?.kind === 'sequence' ? itemLines(document, list) : undefined;
  const from = order.findIndex((index, place) => index !== place);
  const to = order.findLastIndex((index, place) => index !== place);
  const spans = lines?.map(({ first, last }) => ({
    start: document.lineStarts[first] ?? 0,
    end: lineEnd(document, last),
  }));
  const [start, end] = [spans?.[from]?.start, spans?.[to]?.end];
  if (spans === undefined || from < 0 || start === undefined || end === undefined) return undefined;
  let newText = '';
  for (let place = from; place <= to; place += 1) {
    const item = spans[order[place] ?? place];
    const [here, next] = [spans[place], spans[place + 1]];
    if (item === undefined || here === undefined) return undefined;
    newText += document.text.slice(item.start, item.end);
    if (place < to && next !== undefined) newText += document.text.slice(here.end, next.start);
  }
  return { span: { start, end }, newText };
}

/** True where the applications are the same ones afterwards and all else is as it was. */
function isPermuted(document: ParsedDocument, edit: TextEdit, order: readonly number[]): boolean {
  // By its number, another application would be meant afterwards.
  if (document.text.split('}').some(refersToApplications)) return false;
  const before = asWritten(document);
  const after = parseDocument(applyEdits(document.text, [edit]));
  if (after.problems.length > 0) return false;
  const meanings = (of: ParsedDocument): [string, string[]] => {
    const resolved = withInterpolations(of);
    const list = nodeAtPath(resolved.root, ['applications']);
    const others = resolved.root?.kind === 'mapping' ? resolved.root.entries : [];
    return [
      others
        .filter(({ key }) => key.value !== 'applications')
        .map(({ key, value }) => `${meaningOf(key)}:${meaningOf(value)}`)
        .join(','),
      list?.kind === 'sequence' ? list.items.map(meaningOf) : [],
    ];
  };
  const [others, items] = meanings(before);
  const [othersAfter, itemsAfter] = meanings(after);
  return (
    others === othersAfter &&
    items.length === itemsAfter.length &&
    order.every((index, place) => itemsAfter[place] === items[index])
  );
}

/** True for the text of an interpolation, and what stands before it, that names the list. */
function refersToApplications(part: string): boolean {
  const start = part.indexOf('${');
  return start >= 0 && part.includes('applications', start);
}
