/** What a folder walk leaves out: as Git does, by the .gitignore files on the way. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { mostBytes, readRegularSync } from './regularFile';
import { reasonOf } from './unreadable';

/** Takes what could not be read, in words that begin with its path. */
export type Report = (problem: string) => void;

interface Level {
  readonly folder: string;
  readonly patterns: Ignore;
}

/**
 * Patterns and bytes of all .gitignore files of one search at most: each pattern becomes a regular expression, and
 * thousands of files that are each within their own bound would fill the memory.
 */
const mostOfSearch = { patterns: 20_000, bytes: 2 ** 20 };

/** Characters of a pattern: no path of Linux is longer, and a regular expression of much more is refused by V8. */
const longestPattern = 4096;

/** What one search, over all its folders, may still take of .gitignore files. */
export class PatternBudget {
  #patterns = mostOfSearch.patterns;
  #bytes = mostOfSearch.bytes;
  #isSpent = false;

  /** True once a file was refused; no other is read then, so that what counts does not depend on sizes. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** @returns false where a file of this text is too much */
  take(text: string): boolean {
    this.#patterns -= text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#')).length;
    this.#bytes -= text.length;
    this.#isSpent ||= this.#patterns < 0 || this.#bytes < 0;
    return !this.#isSpent;
  }
}

/** The patterns that count in a folder; those of a folder within are made from these by {@link Ignored.within}. */
export class Ignored {
  private constructor(
    private readonly levels: readonly Level[],
    private readonly report: Report,
    private readonly budget: PatternBudget,
  ) {}

  /**
   * For a folder where a walk begins: with the .gitignore files above it up to the root of its repository.
   *
   * @param exclude further patterns and the folder that they are relative to
   * @param report called for a .gitignore that cannot be read, which then counts as empty
   * @param budget the same for all folders of one search
   */
  static at(
    folder: string,
    exclude: { folder: string; patterns: readonly string[] },
    report: Report,
    budget: PatternBudget,
  ): Ignored {
    const above: string[] = [];
    for (let each = resolve(folder); ; each = dirname(each)) {
      above.unshift(each);
      if (existsSync(join(each, '.git'))) break;
      // No repository: only what is in the folder itself counts.
      if (each === dirname(each)) {
        above.splice(0, above.length - 1);
        break;
      }
    }
    const own = { folder: resolve(exclude.folder), patterns: ignore().add([...exclude.patterns]) };
    return above.reduce((ignored, each) => ignored.within(each), new Ignored([own], report, budget));
  }

  within(folder: string): Ignored {
    const file = join(folder, '.gitignore');
    if (this.budget.isSpent || !existsSync(file)) return this;
    try {
      const lines = readRegularSync(file, mostBytes.patterns).toString('utf8').split(/\r?\n/);
      const text = lines.filter(line => line.length <= longestPattern).join('\n');
      if (!this.budget.take(text)) {
        const { patterns, bytes } = mostOfSearch;
        this.report(
          `${file}: not read, nor any further .gitignore: together they have more than ${patterns} patterns or ${bytes / 2 ** 20} MB; search fewer folders`,
        );
        return this;
      }
      const level = { folder: resolve(folder), patterns: ignore().add(text) };
      return new Ignored([...this.levels, level], this.report, this.budget);
    } catch (error) {
      this.report(`${file}: ${reasonOf(error)}`);
      return this;
    }
  }

  /** The nearest .gitignore that has a pattern for the path decides, as one that is deeper wins in Git. */
  has(path: string, isFolder: boolean): boolean {
    let isIgnored = false;
    for (const { folder, patterns } of this.levels) {
      const inside = relative(folder, resolve(path)).split(sep).join('/');
      if (inside === '' || inside.startsWith('..')) continue;
      const verdict = patterns.test(isFolder ? `${inside}/` : inside);
      if (verdict.ignored) isIgnored = true;
      else if (verdict.unignored) isIgnored = false;
    }
    return isIgnored;
  }
}
