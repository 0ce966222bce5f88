/**
 * What is installed for a Python: one program that is run by it, and what it prints. Each caller asks for what it needs.
 * Versions are read from the metadata of packages, which takes some 50 ms; an import of Ray alone takes seconds.
 */
import { asArray, asObject, asString, type JsonObject } from '../format/json';
import { lastLine } from '../format/strings';

export interface ProbeQuestion {
  /** Distributions, such as `twinkle-kit`, whose versions are asked for. */
  readonly packages?: readonly string[];
  /** Modules that are looked for and not imported. One without metadata may be a checkout on PYTHONPATH. */
  readonly modules?: readonly string[];
  /** Modules that are really imported. */
  readonly imports?: readonly string[];
  /** Paths that are looked at: whether a regular file is there. */
  readonly files?: readonly string[];
  /** Modules that are looked for in every other place than this folder, and not imported. */
  readonly elsewhere?: { readonly folder: string; readonly modules: readonly string[] };
}

export interface ProbeAnswer {
  /** Such as `3.11.7`. */
  readonly python: string;
  /** By distribution; absent where it is not installed. */
  readonly versions: Readonly<Record<string, string>>;
  /** Those that were found. */
  readonly modules: readonly string[];
  /** Why an import fails, by module; absent where it succeeds. */
  readonly importErrors: Readonly<Record<string, string>>;
  /** Those that are there. */
  readonly files: readonly string[];
  /** Those that were found. */
  readonly elsewhere: readonly string[];
}

/** Runs with Python 3.8 and later. Its own line is the last one: an imported package may print others before it. */
const program = `
import importlib, importlib.metadata, importlib.util, json, os, sys

asked = json.loads(sys.argv[1])

def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None

def found(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False

def failure(name):
    try:
        importlib.import_module(name)
        return None
    except BaseException as error:
        return type(error).__name__ + ": " + str(error)

def known(names, ask):
    pairs = ((name, ask(name)) for name in names)
    return {name: value for name, value in pairs if value is not None}

def found_elsewhere(folder, modules):
    before = sys.path[:]
    sys.path[:] = [entry for entry in before if os.path.realpath(entry) != os.path.realpath(folder)]
    try:
        return [name for name in modules if found(name)]
    finally:
        sys.path[:] = before

print("\\n" + json.dumps({
    "python": ".".join(map(str, sys.version_info[:3])),
    "versions": known(asked.get("packages", []), version),
    "modules": [name for name in asked.get("modules", []) if found(name)],
    "importErrors": known(asked.get("imports", []), failure),
    "files": [path for path in asked.get("files", []) if os.path.isfile(path)],
    "elsewhere": found_elsewhere(**asked["elsewhere"]) if "elsewhere" in asked else [],
}))
`;

/** What follows the interpreter, and its own options, on the command line. */
export function probeArguments(question: ProbeQuestion): readonly string[] {
  return ['-c', program, JSON.stringify(question)];
}

/** What the program has printed; undefined where its line is not there. */
export function decodeProbe(stdout: string): ProbeAnswer | undefined {
  let found: JsonObject | undefined;
  try {
    found = asObject(JSON.parse(lastLine(stdout)));
  } catch {
    return undefined;
  }
  const python = asString(found?.['python']);
  if (found === undefined || python === undefined) return undefined;
  return {
    python,
    versions: strings(found['versions']),
    modules: list(found['modules']),
    importErrors: strings(found['importErrors']),
    files: list(found['files']),
    elsewhere: list(found['elsewhere']),
  };
}

function strings(value: unknown): Record<string, string> {
  const entries = Object.entries(asObject(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function list(value: unknown): readonly string[] {
  return (asArray(value) ?? []).filter(each => typeof each === 'string');
}
