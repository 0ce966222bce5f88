/**
 * The one place that knows where the tests take configurations from: those of the project, written by hand
 * (`written/`) or generated, and real ones of other people where their folder stands beside the clone.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { generated } from './generated/generate';

export interface Configuration {
  /** Relative to the root; of a generated text a name alone, `generated/0.2-07.yaml`. */
  readonly file: string;
  /** As it is on the disk: with its BOM and its line ends. */
  readonly text: string;
}

/** Set to leave real files out, as in a clone with nothing beside it; `npm test -- --alone` sets it. */
export const aloneVariable = 'TWINKLE_TEST_ALONE';

/**
 * All configurations, in the same order at each run.
 * @param root folder of the repository
 * @param patterns further files of the repository, such as cases of rules
 */
export function configurations(root: string, ...patterns: readonly string[]): readonly Configuration[] {
  return [...ownConfigurations(root, ...patterns), ...realConfigurations(root)];
}

/** Those of the project alone: the further files, then the written ones, then the generated ones. */
export function ownConfigurations(root: string, ...patterns: readonly string[]): readonly Configuration[] {
  return [...filesOf(root, root, [...patterns, 'test/configs/written/**/*.yaml']), ...generated()];
}

/** Empty where there is no `../shared/configs`, and where it is to be left out. */
function realConfigurations(root: string): Configuration[] {
  const folder = join(root, '..', 'shared', 'configs');
  const isLeftOut = process.env[aloneVariable] === '1' || !existsSync(folder);
  return isLeftOut ? [] : filesOf(root, folder, ['**/*.y{a,}ml']);
}

function filesOf(root: string, folder: string, patterns: readonly string[]): Configuration[] {
  const names = new Set(patterns.flatMap(pattern => globSync(pattern, { cwd: folder })));
  return [...names].sort().map(name => {
    const path = join(folder, name);
    return { file: relative(root, path), text: readFileSync(path, 'utf8') };
  });
}

/** Name of a file without its folder. */
export const nameOf = ({ file }: Configuration): string => basename(file);
