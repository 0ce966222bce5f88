/** Asks a script in Python: a line of JSON for each question, a line for each answer. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Answers in the order of the questions, as they were printed.
 *
 * @param script a file of this folder, run by the interpreter that has twinkle-kit 0.5.1
 * @param environment variables beside those that this process has
 * @throws where there is no such interpreter, the script fails, or a question has no answer
 */
export function askPython(
  script: string,
  questions: readonly unknown[],
  environment: Readonly<Record<string, string>> = {},
): string[] {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined)
    throw new Error('TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit 0.5.1: npm test sets it.');
  const { stdout, stderr, status } = spawnSync(python, ['-W', 'ignore', join(import.meta.dirname, script)], {
    input: questions.map(question => `${JSON.stringify(question)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...environment },
  });
  const answers = stdout.trim().split('\n');
  if (status !== 0 || answers.length !== questions.length)
    throw new Error(`${script}: ${answers.length} answers to ${questions.length} questions. ${stderr}`);
  return answers;
}
