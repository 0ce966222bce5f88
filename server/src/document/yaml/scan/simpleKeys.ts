/**
 * Where a key may have begun, before its colon is met: one place for each level of brackets. A key stands on one line
 * with its colon and is at most 1024 characters long. Source: libyaml 0.2.5, `yaml_parser_stale_simple_keys`.
 */
import { text } from '../../../text/text';
import type { Span } from '../../tree/span';
import type { Faults } from './faults';
import type { Position } from './position';

/** Characters between the beginning of a key and its colon. */
const longest = 1024;

export interface SimpleKey {
  /** The token that it begins with, counted from the first of the text. */
  number: number;
  readonly start: number;
  readonly line: number;
  readonly column: number;
  /** True where nothing but a key may stand. */
  readonly isRequired: boolean;
}

export class SimpleKeys {
  /** True where a key may begin. */
  isAllowed = true;
  readonly #levels: (SimpleKey | undefined)[] = [undefined];
  /** No level before this one has a place. */
  #first = 0;

  /** @param onMissing is called for a key that never had a colon */
  constructor(
    readonly at: Position,
    readonly onMissing: (key: SimpleKey) => void,
  ) {}

  /** Notes that a key may begin with the token of a number, here. */
  save(number: number, isRequired: boolean): void {
    if (!this.isAllowed) return;
    this.remove();
    const { index: start, line, column } = this.at;
    const level = this.#levels.length - 1;
    this.#levels[level] = { number, start, line, column, isRequired };
    this.#first = Math.min(this.#first, level);
  }

  /** Forgets the place on this level; where only a key may stand, its colon is missing. */
  remove(): void {
    const key = this.take();
    if (key?.isRequired === true) this.#miss(key);
  }

  /** The place on this level, which is a key since its colon was met. */
  take(): SimpleKey | undefined {
    const key = this.#levels.at(-1);
    this.#levels[this.#levels.length - 1] = undefined;
    return key;
  }

  /** Forgets the places from where no colon can be reached any more. Those of inner levels are nearer. */
  dropStale(): void {
    const { index, line, text: source } = this.at;
    for (; this.#first < this.#levels.length; this.#first += 1) {
      const key = this.#levels[this.#first];
      if (key === undefined) continue;
      if (key.line === line && (index - key.start <= longest || !isTooLong(source, key.start, index))) return;
      this.#levels[this.#first] = undefined;
      if (key.isRequired) this.#miss(key);
    }
  }

  /** True where a key may begin with the token of a number, of those that were not handed out the first. */
  mayBegin(number: number): boolean {
    this.dropStale();
    return this.#levels[this.#first]?.number === number;
  }

  enter(): void {
    this.#levels.push(undefined);
  }

  leave(): void {
    if (this.#levels.length > 1) this.#levels.pop();
    this.#first = Math.min(this.#first, this.#levels.length - 1);
  }

  #miss(key: SimpleKey): void {
    this.onMissing(key);
    // A token was put before it.
    for (const each of this.#levels) if (each !== undefined && each.number >= key.number) each.number += 1;
  }
}

/** Counts characters, of which some are two code units. */
function isTooLong(source: string, start: number, end: number): boolean {
  if (end - start > 2 * longest) return true;
  let pairs = 0;
  for (let index = start; index < end; index += 1)
    if ((source.charCodeAt(index) & 0xfc00) === 0xd800) pairs += 1;
  return end - start - pairs > longest;
}

/**
 * Reports what should be a key and has no colon, or none that is one.
 *
 * @param line the line on which nothing further is to be reported
 */
export function reportMissingColon(faults: Faults, line: number, source: string, key: Span): void {
  const written = source.slice(key.start, key.end);
  const [, name = '', sign, value = ''] = /^([A-Za-z_][\w-]*)(:| +)(\S.*)$/.exec(written) ?? [];
  const isBlankMissing = sign === ':';
  const message = isBlankMissing
    ? text('A space is missing after the colon.')
    : text('A colon is missing: a key and its colon must be on one line.');
  const edits = [{ span: key, newText: `${name}: ${value}` }];
  const fix = {
    title: isBlankMissing ? text('Insert a space') : text('Insert a colon'),
    edits,
    preferred: true,
  };
  faults.add(line, 'yaml-syntax', message, key, sign === undefined ? {} : { fixes: () => [fix] });
}
