/** Both scanners of PyYAML behind OmegaConf 2.4 as a service: texts in, outcomes out, as many as wanted. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Spelt } from '../verdicts';

/** What one loader makes of a text. */
export type Outcome =
  | { readonly value: Spelt; readonly error?: undefined }
  | {
      readonly value?: undefined;
      /** In its words. */
      readonly error: string;
      /** The line of the problem, from 0, as PyYAML counts lines; null where it names none. */
      readonly line: number | null;
    };

export interface Judgement {
  /** OmegaConf 2.4, as it is installed. */
  readonly libyaml: Outcome;
  /** PyYAML's own scanner, which OmegaConf 2.3 uses. */
  readonly python: Outcome;
}

export class Judge implements Disposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #failed: Promise<never>;

  /** @throws where no interpreter is named */
  constructor() {
    const python = process.env['TWINKLE_TEST_PYTHON'];
    if (python === undefined)
      throw new Error('TWINKLE_TEST_PYTHON must name an interpreter with OmegaConf 2.4: npm test sets it.');
    this.#child = spawn(python, ['-W', 'ignore', scriptPath()], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#failed = new Promise<never>((_, reject) => {
      this.#child.once('error', reject);
      this.#child.stdin.once('error', reject);
    });
    // Nobody may be waiting when it ends.
    this.#failed.catch(() => undefined);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * Judgements in the order of the texts. One call at a time.
   *
   * @throws where the process fails or ends early
   */
  async judge(texts: readonly string[]): Promise<Judgement[]> {
    this.#child.stdin.write(texts.map(text => `${JSON.stringify(text)}\n`).join(''));
    const judgements: Judgement[] = [];
    while (judgements.length < texts.length) {
      const line = await Promise.race([this.#lines.next(), this.#failed]);
      if (line.done === true)
        throw new Error(`The loaders ended: see above. ${JSON.stringify(texts[judgements.length])}`);
      judgements.push(JSON.parse(line.value) as Judgement);
    }
    return judgements;
  }

  [Symbol.dispose](): void {
    this.#child.stdin.end();
    this.#child.kill();
  }
}

/** Bundled into a program, this file lies elsewhere than the script. */
function scriptPath(): string {
  const root = process.env['ORACLE_ROOT'];
  return root === undefined
    ? join(import.meta.dirname, 'judge.py')
    : join(root, 'test', 'oracle', 'grammar', 'judge.py');
}
