/** Makes the package of a job: on the head's machine, where its files are. */
import program from '../../../../jobPackage/program.py';
import { asAmount, asString, at } from '../../../core/format/json';
import { fromBase64 } from '../../../core/format/base64';
import { lastLine } from '../../../core/format/strings';
import type { JobPackage } from '../../../core/launch/job/plan';
import type { Keeper } from '../../../core/machine/keeper';
import { text, UserError } from '../../../core/text/text';

/** A script and its modules, not data: Ray keeps each package in the memory of its head. */
export const packageLimits = { mostBytes: 8 * 1024 * 1024, mostFiles: 2_000 };

/** Milliseconds: a folder may be on a slow disk. */
const timeoutMs = 60_000;

export interface PackedJob {
  /** In a form that Ray accepts (ray 2.60, _private/runtime_env/packaging.py); the same for the same files. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * @param python runs on the head's machine. Throws a UserError where a file cannot be read, or where there are too many,
 *   and the signal's reason on abort.
 */
export async function packJob(
  keeper: Pick<Keeper, 'run'>,
  python: string,
  { config, folder }: JobPackage,
  signal: AbortSignal,
  limits = packageLimits,
): Promise<PackedJob> {
  const asked = { config, ...(folder === undefined ? {} : { folder }), ...limits };
  const exit = await keeper.run(
    // Isolated: no file of a folder must stand in for a module.
    { argv: [python, '-I', '-'], env: {} },
    {
      signal,
      timeoutMs,
      // A string of a string: JSON itself has other words for true and null than Python.
      stdin: `${program}\n\nmain(json.loads(${JSON.stringify(JSON.stringify(asked))}))\n`,
      // Base64 is a third longer, and what cannot be compressed gets a little longer, too.
      maxOutputBytes: limits.mostBytes * 2,
    },
  );
  const answer = exit.code === 0 ? parsed(lastLine(exit.stdout)) : undefined;
  const name = asString(at(answer, 'name'));
  const zip = asString(at(answer, 'zip'));
  if (name !== undefined && zip !== undefined) return { name, bytes: fromBase64(zip) };
  const tooLarge = at(answer, 'tooLarge');
  if (tooLarge !== undefined) throw tooMuch(folder ?? config.file, tooLarge, limits);
  const failure = lastLine(exit.stderr);
  throw new UserError(
    text('The files of the Ray Job could not be packed: {0}', failure === '' ? '?' : failure),
    text('Check that {0} can be read.', folder ?? config.file),
    [],
    { detail: exit.stderr },
  );
}

function tooMuch(what: string, found: unknown, { mostBytes, mostFiles }: typeof packageLimits): UserError {
  const amount = (key: string) => asAmount(at(found, key)) ?? 0;
  const problem =
    amount('files') > mostFiles
      ? text('{0} has too many files for a Ray Job, which gets {1} at most.', what, mostFiles)
      : text(
          'The files of {0} have {1}, and a Ray Job gets {2} at most. The largest is {3} with {4}.',
          what,
          megabytes(amount('bytes')),
          megabytes(mostBytes),
          asString(at(found, 'largest')) ?? '?',
          megabytes(amount('of')),
        );
  return new UserError(
    problem,
    text('Move the script into a folder of its own, with the modules that it imports and nothing else.'),
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
