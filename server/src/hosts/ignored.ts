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

/** The patterns that count in a folder; those of a folder within are made from these by {@link Ignored.within}. */
export class Ignored {
  private constructor(
    private readonly levels: readonly Level[],
    private readonly report: Report,
  ) {}

  /**
   * For a folder where a walk begins: with the .gitignore files above it up to the root of its repository.
   *
   * @param exclude further patterns and the folder that they are relative to
   * @param report told of a .gitignore that cannot be read, which then counts as empty
   */
  static at(
    folder: string,
    exclude: { folder: string; patterns: readonly string[] },
    report: Report,
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
    return above.reduce((ignored, each) => ignored.within(each), new Ignored([own], report));
  }

  within(folder: string): Ignored {
    const file = join(folder, '.gitignore');
    if (!existsSync(file)) return this;
    try {
      const patterns = ignore().add(readRegularSync(file, mostBytes.patterns).toString('utf8'));
      return new Ignored([...this.levels, { folder: resolve(folder), patterns }], this.report);
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
