/** Edits configurations at random and checks after each edit what must hold. */
import { analyzed, checkedEdit, checkFixes, checkLayout, checkPlace, checkRefactorings } from './check';
import { configurations } from '../configs/configurations';
import { edited } from './edit';
import { Random } from './random';

export interface FuzzOptions {
  readonly edits: number;
  readonly seed: number;
  /** Folder of the repository. */
  readonly root: string;
  /** Called now and then with the number of edits that are done. */
  readonly progress?: (done: number) => void;
  /** Called with each failure when it is met. */
  readonly failed?: (failure: Failure) => void;
}

/** A text for which something did not hold. */
export interface Failure {
  readonly edit: number;
  readonly file: string;
  readonly text: string;
  readonly previous: string;
  readonly error: Error;
}

export interface FuzzResult {
  readonly files: number;
  readonly failures: readonly Failure[];
}

const limits = {
  /** Edits after which another file is taken. */
  edits: 60,
  /** Length of the longest text. */
  characters: 12_000,
  /** Places that are looked at after each edit. */
  places: 8,
  /** Failures after which it is enough. */
  failures: 10,
};

export function fuzz({ edits, seed, root, progress, failed }: FuzzOptions): FuzzResult {
  const files = configurations(root, '{examples/**,test/cases/rules/*/{ok,err}}/*.yaml').map(
    ({ file, text }) => ({ file, text: text.slice(0, limits.characters) }),
  );
  const [first, ...rest] = files;
  if (first === undefined) throw new Error(`There are no files below ${root}`);
  const random = new Random(seed);
  const failures: Failure[] = [];
  let done = 0;
  while (done < edits && failures.length < limits.failures) {
    const chosen = random.of([first, ...rest]);
    const { file } = chosen;
    let { text } = chosen;
    const earlier = [text];
    let analysis = analyzed(text);
    for (let count = 0; count < limits.edits && done < edits; count += 1) {
      const previous = text;
      text = edited(text, random, earlier);
      if (text.length > 2 * limits.characters) break;
      done += 1;
      try {
        analysis = checkedEdit(text, analysis);
        if (random.below(8) === 0) checkFixes(analysis);
        for (let place = 0; place < limits.places; place += 1) checkPlace(analysis, random);
        if (random.below(32) === 0) checkLayout(analysis, random);
        if (random.below(32) === 0) checkRefactorings(analysis, random);
      } catch (error) {
        const failure = {
          edit: done,
          file,
          text,
          previous,
          error: error instanceof Error ? error : new Error(String(error)),
        };
        failures.push(failure);
        failed?.(failure);
        break;
      }
      earlier.push(text);
      if (done % 1000 === 0) progress?.(done);
    }
  }
  return { files: files.length, failures };
}
