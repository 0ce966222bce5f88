/** Asks the interpreters of a plan for what Ray needs of them, before anything is started. */
import { asObject, asString } from '../../../core/format/json';
import type { Host } from '../../../core/machine/host';
import type { ClusterPlan, PlanStep } from '../../../core/cluster/plan';
import { text, UserError } from '../../../core/text/text';

/** Reads what is installed without importing it: an import of Ray alone takes seconds. */
const probe = `
import importlib.metadata as metadata, importlib.util as util, json, os, sys

def version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None

print(json.dumps({
    "python": ".".join(map(str, sys.version_info[:3])),
    "ray": version("ray") or ("?" if util.find_spec("ray") else None),
    "script": os.path.isfile(sys.argv[1]),
    "dashboard": util.find_spec("aiohttp_cors") is not None,
}))
`;

const probeTimeoutMs = 60_000;

interface Versions {
  readonly python: string;
  readonly ray: string;
}

/**
 * Throws a UserError if an interpreter does not run, lacks Ray or its dashboard, or has another version than the
 * head's: Ray compares the versions of Python and of itself to the patch level, on the worker, after it was started.
 */
export async function checkInterpreters(plan: ClusterPlan, host: Host, signal: AbortSignal): Promise<void> {
  const known = new Map<string, Promise<Versions>>();
  const versions = async (step: PlanStep) => {
    const python = step.command.argv[0];
    const asked = known.get(python) ?? ask(step, host, signal);
    known.set(python, asked);
    return asked;
  };
  const [head, ...workers] = plan.steps;
  if (head === undefined) return;
  const wanted = await versions(head);
  for (const worker of workers) {
    const found = await versions(worker);
    if (found.ray === wanted.ray && found.python === wanted.python) continue;
    throw new UserError(
      text(
        'Node {0} has Ray {1} on Python {2}, the head has Ray {3} on Python {4}: Ray requires the same versions on both.',
        worker.node,
        found.ray,
        found.python,
        wanted.ray,
        wanted.python,
      ),
      text('Use the same interpreter on all nodes, or install the same versions.'),
    );
  }
}

async function ask({ command, node }: PlanStep, host: Host, signal: AbortSignal): Promise<Versions> {
  const [python, script = ''] = command.argv;
  const select = 'twinkle.selectPython';
  let output: string;
  try {
    // Not in the folder of the cluster file, whose Python files would be found before Python's own.
    const exit = await host.exec(
      { argv: [python, '-c', probe, script], env: {}, cwd: '/' },
      { signal, timeoutMs: probeTimeoutMs },
    );
    if (exit.code !== 0)
      throw new Error(lastLine(exit.stderr) ?? `exit code ${exit.code ?? exit.signal ?? '?'}`);
    output = exit.stdout;
  } catch (cause) {
    signal.throwIfAborted();
    throw new UserError(
      text('The interpreter {0} of node {1} does not run: {2}', python, node, messageOf(cause)),
      text('Select another interpreter, or fix its path under "python" in the cluster file.'),
      select,
      { cause },
    );
  }
  const found = asObject(parse(output));
  const ray = asString(found?.['ray']);
  const install = text(
    'Install it with {0} -m pip install "ray[default,serve]", or select another interpreter.',
    python,
  );
  if (found === undefined || ray === undefined)
    throw new UserError(text('{0} has no Ray.', python), install, select);
  if (found['script'] !== true) {
    throw new UserError(
      text('{0} has Ray {1}, but there is no {2} to start it.', python, ray, script),
      install,
      select,
    );
  }
  if (found['dashboard'] !== true) {
    throw new UserError(
      text('{0} has Ray {1} without its dashboard.', python, ray),
      text('Install it with {0} -m pip install "ray[default,serve]=={1}".', python, ray),
      select,
    );
  }
  return { ray, python: asString(found['python']) ?? '?' };
}

/** A site's own start-up code may print before our line. */
function parse(output: string): unknown {
  try {
    return JSON.parse(lastLine(output) ?? '');
  } catch {
    return undefined;
  }
}

function lastLine(output: string): string | undefined {
  const line = output.trimEnd().split('\n').at(-1);
  return line === '' ? undefined : line;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
