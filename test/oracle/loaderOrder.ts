/**
 * Which of our findings the loader would tell first, and of which field it would say it. pydantic goes through the
 * fields in the order in which they are declared, then through unknown keys in the order of the file; the check of
 * `args` comes before all else of its application (twinkle/server/config/application_spec.py, 0.5.1).
 */
import type { Finding } from '../../server/src/document/tree/finding';
import type { Path } from '../../server/src/document/tree/tree';
import type { ApplicationKind } from '../../server/src/protocol';
import { fieldsOf, type FieldTable } from '../../server/src/schema/table/table';

/** What looks at several fields and comes last: of the whole file, and of an application. */
const atTheEnd: ReadonlyMap<string, number> = new Map([
  ['redis-url-required', 0],
  ['file-path-required', 0],
  ['train-full-replicas', 2],
]);

export type KindOf = (index: number) => ApplicationKind | undefined;

export function firstAsLoader(
  findings: readonly Finding[],
  table: FieldTable,
  kindOf: KindOf,
): Finding | undefined {
  const ranked = findings.map(finding => ({ finding, rank: rankOf(finding, table, kindOf) }));
  ranked.sort((one, other) => compareRanks(one.rank, other.rank));
  return ranked[0]?.finding;
}

const unknownKey = 1000;
const end = 2000;

function rankOf({ path, code }: Finding, table: FieldTable, kindOf: KindOf): number[] {
  const last = atTheEnd.get(code);
  const rank = path.map((step, index) => stepRank(path, index, table, kindOf, step));
  return last === undefined ? rank : [...rank.slice(0, last), end];
}

function stepRank(
  path: Path,
  index: number,
  table: FieldTable,
  kindOf: KindOf,
  step: string | number,
): number {
  if (typeof step === 'number') return step;
  if (step === 'args' && index === 2) return -1;
  const application = path[0] === 'applications' && typeof path[1] === 'number' ? path[1] : undefined;
  const kind = application === undefined ? undefined : kindOf(application);
  const position = fieldsOf(table, path.slice(0, index), { kind }).findIndex(({ key }) => key === step);
  return position === -1 ? unknownKey : position;
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `args` stands in no location of the loader, and its unions and bad keys put words of their own into it. */
const unionTags =
  /^(?:ServerArgs|ModelArgs|SamplerArgs|ProcessorArgs|\[key\]|(?:nullable|dict|list|literal|function|json-or-python)\b.*)$/;

export const fieldOfLoc = (loc: readonly string[]): string =>
  loc.filter(part => !unionTags.test(part)).join('.');

/** The field of a finding as the loader would name it. */
export function fieldOfFinding({ path, code }: Finding): string {
  const last = atTheEnd.get(code);
  if (last !== undefined) return path.slice(0, last).join('.');
  // Python's spelling of a key that is no text.
  const python = path.map(part => (part === 'true' ? '1' : part === 'false' ? '0' : part));
  return python.filter((part, index) => !(part === 'args' && index === 2)).join('.');
}
