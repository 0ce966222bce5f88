/** All that is looked at before a cluster is started; nothing here changes anything. */
import type { ClusterView } from '../../../../../server/src/protocol';
import { planCluster, type ClusterPlan } from '../../../core/cluster/plan';
import { allPorts, assignPorts, namedPorts, type NodePorts } from '../../../core/cluster/ports';
import { describeProcess } from '../../../core/machine/processes';
import { checkStartable } from '../../../core/cluster/startable';
import { text, UserError } from '../../../core/text/text';
import type { ClusterPorts } from '../dependencies';
import { forgetWhatIsOver, survey } from '../recovery';
import { checkInterpreters } from './interpreters';

/** The plan as it would run now: with ports that are free now. Throws a UserError where there is none. */
export async function planNow(
  view: ClusterView,
  clusterFile: string,
  ports: ClusterPorts,
  signal: AbortSignal,
): Promise<ClusterPlan> {
  checkStartable(view);
  const python = await ports.python();
  return planCluster(view, {
    clusterFile,
    home: await ports.host.home(signal),
    machine: await ports.host.machine(signal),
    logFolder: `${await ports.host.stateFolder(signal)}/logs`,
    ports: await freePorts(view, clusterFile, ports, signal),
    ...(python === undefined ? {} : { python }),
  });
}

/** The plan, after everything that can be known beforehand was found in order. Throws a UserError otherwise. */
export async function prepareStart(
  view: ClusterView,
  clusterFile: string,
  ports: ClusterPorts,
  signal: AbortSignal,
): Promise<ClusterPlan> {
  const there = await forgetWhatIsOver(await survey(clusterFile, ports, signal), ports);
  if (there.length > 0) throw alreadyThere(view.name);
  const plan = await planNow(view, clusterFile, ports, signal);
  await checkInterpreters(plan, ports.host, signal);
  await checkNamedPorts(view, ports, signal);
  return plan;
}

/** Also where another window was faster, between the look at the records and the writing of one. */
export function alreadyThere(name: string): UserError {
  return new UserError(
    text('The cluster {0} has already been started, or is being started.', name),
    text('Stop it first.'),
    'twinkle.stopCluster',
  );
}

/** Those that the file leaves open are moved away from what is taken; those of this very cluster count as free. */
async function freePorts(
  view: ClusterView,
  clusterFile: string,
  ports: ClusterPorts,
  signal: AbortSignal,
): Promise<readonly NodePorts[]> {
  const named = new Set(namedPorts(view));
  const { nodes } = await survey(clusterFile, ports, signal);
  const ours = new Set(nodes.flatMap(({ record }) => record.ray?.ports ?? []));
  const taken = new Set<number>();
  // Each round moves past what the last one found taken.
  for (let round = 0; round < 100; round += 1) {
    const assigned = assignPorts(view, taken);
    const before = taken.size;
    for (const port of assigned.flatMap(allPorts)) {
      if (!named.has(port) && !ours.has(port) && !(await ports.host.portFree(port, signal))) taken.add(port);
    }
    if (taken.size === before) return assigned;
  }
  throw new UserError(text('No free ports were found for the nodes of {0}.', view.name));
}

async function checkNamedPorts(
  view: ClusterView,
  { host }: ClusterPorts,
  signal: AbortSignal,
): Promise<void> {
  const keys = new Map([
    [view.ray.port, 'ray.port'],
    [view.ray.dashboardPort, 'ray.dashboard_port'],
  ]);
  for (const [port, key] of keys) {
    if (await host.portFree(port, signal)) continue;
    const holder = await host.portHolder(port, signal);
    throw new UserError(
      holder === undefined
        ? text('Port {0} ({1}) is used by another program.', port, key)
        : text('Port {0} ({1}) is used by {2}.', port, key, describeProcess(holder)),
      text('End that program, or set another port for {0} in the cluster file.', key),
    );
  }
}
