/** Asks the interpreters of a plan for what Ray needs of them, before anything is started. */
import type { Keeper } from '../../../core/machine/keeper';
import type { ClusterPlan, PlanStep } from '../../../core/cluster/plan';
import { remedyAt } from '../../../core/cluster/pythonSource';
import { text, UserError } from '../../../core/text/text';
import { probe } from '../../interpreters/probe';

interface Versions {
  readonly python: string;
  readonly ray: string;
}

/**
 * Throws a UserError if an interpreter does not run, lacks Ray or its dashboard, or has another version than the
 * head's: Ray compares the versions of Python and of itself to the patch level, on the worker, after it was started.
 */
export async function checkInterpreters(
  plan: ClusterPlan,
  keeper: Pick<Keeper, 'run'>,
  signal: AbortSignal,
): Promise<void> {
  const known = new Map<string, Promise<Versions>>();
  const versions = async (step: PlanStep) => {
    const python = step.command.argv[0];
    const asked = known.get(python) ?? ask(step, plan.clusterFile, keeper, signal);
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
      remedyAt(worker.pythonSource, plan.clusterFile).actions,
    );
  }
}

async function ask(
  { command, node, pythonSource }: PlanStep,
  clusterFile: string,
  keeper: Pick<Keeper, 'run'>,
  signal: AbortSignal,
): Promise<Versions> {
  const [python, script = ''] = command.argv;
  const { remedy, actions } = remedyAt(pythonSource, clusterFile);
  const found = await probe(
    keeper,
    // Not in the folder of the cluster file, whose Python files would be found before Python's own.
    { argv: [python], env: {}, cwd: '/' },
    { packages: ['ray'], modules: ['ray', 'aiohttp_cors'], files: [script] },
    { signal },
  );
  if ('failure' in found) {
    throw new UserError(
      text('The interpreter {0} of node {1} does not run: {2}', python, node, found.failure),
      remedy,
      actions,
    );
  }
  const ray = found.versions['ray'] ?? (found.modules.includes('ray') ? '?' : undefined);
  const install = text('Install it with {0} -m pip install "ray[default,serve]". {1}', python, remedy);
  if (ray === undefined) throw new UserError(text('{0} has no Ray.', python), install, actions);
  if (!found.files.includes(script)) {
    throw new UserError(
      text('{0} has Ray {1}, but there is no {2} to start it.', python, ray, script),
      install,
      actions,
    );
  }
  if (!found.modules.includes('aiohttp_cors')) {
    throw new UserError(
      text('{0} has Ray {1} without its dashboard.', python, ray),
      text('Install it with {0} -m pip install "ray[default,serve]=={1}".', python, ray),
      actions,
    );
  }
  return { ray, python: found.python };
}
