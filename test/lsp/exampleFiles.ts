/** The files of examples/ and what examples/expected.json says of them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const examples = join(root, 'examples');

export interface Expectation {
  /** Relative to examples/. */
  readonly file: string;
  /** The version that the file is checked against; absent: what the checker finds out by itself. */
  readonly twinkleVersion?: string;
  /** `line severity code`, lines from 1, in the order of the text. */
  readonly findings: readonly string[];
}

export const expectations = JSON.parse(
  readFileSync(join(examples, 'expected.json'), 'utf8'),
) as readonly Expectation[];

/** All YAML files of examples/, relative to it. */
export const exampleFiles = globSync('**/*.yaml', { cwd: examples }).sort();
