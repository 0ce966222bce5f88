/** What an interpreter has of what a launch needs. */
import { asArray, asObject, asString, at, present } from '../core/format/json';
import type { Command } from '../core/machine/command';
import type { Host } from '../core/machine/host';
import { lastException } from '../core/launch/log/exception';

export interface ProbedInterpreter {
  /** Such as `3.11.7`. */
  readonly python: string;
  /** Versions as the package metadata tells; absent where there is none. */
  readonly ray?: string;
  readonly twinkle?: string;
  readonly tinker?: string;
  /** Modules that can be found: one without metadata may be a checkout on PYTHONPATH. */
  readonly modules: readonly string[];
  /** Why `import tinker` fails; absent where it succeeds. */
  readonly tinkerError?: string;
}

/** Why the probe told nothing. */
export interface ProbeFailure {
  readonly failure: string;
}

/**
 * The program that {@link probeInterpreter} runs. Versions are read from metadata, which is quick; tinker is really
 * imported, since the launcher dies without it and no package requires it (twinkle-kit 0.5.1, pyproject.toml).
 */
export const probeProgram = `
import importlib.metadata, importlib.util, json, sys

def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None

found = {
    "python": sys.version.split()[0],
    "ray": version("ray"),
    "twinkle": version("twinkle-kit"),
    "tinker": version("tinker"),
    "modules": [name for name in ("ray", "twinkle", "tinker") if importlib.util.find_spec(name)],
}
try:
    if importlib.util.find_spec("tinker") is None:
        raise ModuleNotFoundError("No module named 'tinker'")
    import tinker
except BaseException as error:
    found["tinkerError"] = type(error).__name__ + ": " + str(error)
print("\\n" + json.dumps(found))
`;

/** Runs a command made of {@link probeProgram}. Throws on abort only. */
export async function probeInterpreter(
  host: Host,
  command: Command,
  signal: AbortSignal,
): Promise<ProbedInterpreter | ProbeFailure> {
  try {
    const { code, stdout, stderr } = await host.exec(command, {
      signal,
      timeoutMs: 60_000,
      maxOutputBytes: 100_000,
    });
    if (code === 0) return decodeProbe(stdout) ?? { failure: lastLine(stdout) };
    return { failure: lastException(stderr.split('\n'))?.message ?? lastLine(stderr) };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** The last line of the output: an imported package may write lines of its own before it. */
export function decodeProbe(stdout: string): ProbedInterpreter | undefined {
  let found: unknown;
  try {
    found = asObject(JSON.parse(lastLine(stdout)));
  } catch {
    return undefined;
  }
  const python = asString(at(found, 'python'));
  if (python === undefined) return undefined;
  return {
    python,
    modules: (asArray(at(found, 'modules')) ?? []).filter(name => typeof name === 'string'),
    ...present({
      ray: asString(at(found, 'ray')),
      twinkle: asString(at(found, 'twinkle')),
      tinker: asString(at(found, 'tinker')),
      tinkerError: asString(at(found, 'tinkerError')),
    }),
  };
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
