/** All that is checked before a cluster is started; nothing here changes anything. */
import type { ClusterView } from '../../../../../server/src/protocol';
import { planCluster, type ClusterPlan } from '../../../core/cluster/plan';
import { allPorts, assignPorts, namedPorts, type NodePorts } from '../../../core/cluster/ports';
import type { Keeper, MachineFacts } from '../../../core/machine/keeper';
import { describeProcess } from '../../../core/machine/processes';
import { checkStartable } from '../../../core/cluster/startable';
import { text, UserError } from '../../../core/text/text';
import type { ClusterPorts } from '../dependencies';
import { surveyNodes, type SurveyedNode } from '../../ray/surveyNodes';
import { forgetWhatIsOver } from '../recovery';
import { checkInterpreters } from './interpreters';

/** The plan as it would run now: with ports that are free now. Throws a UserError where there is none. */
export async function planNow(
  view: ClusterView,
  clusterFile: string,
  ports: ClusterPorts,
  signal: AbortSignal,
): Promise<ClusterPlan> {
  checkStartable(view);
  const facts = await linuxFacts(ports.keeper, signal);
  const { nodes } = await surveyNodes(clusterFile, ports.keeper, signal);
  return planOn(facts, nodes, view, clusterFile, ports, signal);
}

/** The plan, after everything that can be known beforehand was found in order. Throws a UserError otherwise. */
export async function prepareStart(
  view: ClusterView,
  clusterFile: string,
  ports: ClusterPorts,
  signal: AbortSignal,
): Promise<ClusterPlan> {
  const { keeper } = ports;
  const facts = await linuxFacts(keeper, signal);
  const there = await forgetWhatIsOver(await surveyNodes(clusterFile, keeper, signal), keeper);
  if (there.length > 0) throw alreadyThere(view.name);
  checkStartable(view);
  const plan = await planOn(facts, there, view, clusterFile, ports, signal);
  await checkInterpreters(plan, keeper, signal);
  await checkNamedPorts(view, keeper, signal);
  return plan;
}

/** @param nodes of this cluster that are there */
async function planOn(
  { home, machine, state }: MachineFacts,
  nodes: readonly SurveyedNode[],
  view: ClusterView,
  clusterFile: string,
  { keeper, python: setting }: ClusterPorts,
  signal: AbortSignal,
): Promise<ClusterPlan> {
  const python = await setting();
  return planCluster(view, {
    clusterFile,
    home,
    machine,
    logFolder: `${state}/logs`,
    ports: await freePorts(view, nodes, keeper, signal),
    ...(python === undefined ? {} : { python }),
  });
}

/** Throws a UserError on other systems: processes are identified by /proc, which only Linux has. */
async function linuxFacts(keeper: Keeper, signal: AbortSignal): Promise<MachineFacts> {
  const facts = await keeper.facts({}, signal);
  if (facts.os === 'Linux') return facts;
  throw new UserError(
    text('Clusters can be started on Linux only: {0} runs {1}.', facts.hostname, facts.os),
    text('Open the folder on a Linux machine, for example with Remote-SSH.'),
  );
}

/** Also where another window was faster, between the survey and the new record. */
export function alreadyThere(name: string): UserError {
  return new UserError(
    text('The cluster {0} has already been started, or is being started.', name),
    text('Stop it first.'),
    { kind: 'stopCluster' },
  );
}

/** Those that the file leaves open are moved away from what is taken; those of this very cluster count as free. */
async function freePorts(
  view: ClusterView,
  nodes: readonly SurveyedNode[],
  keeper: Keeper,
  signal: AbortSignal,
): Promise<readonly NodePorts[]> {
  const named = new Set(namedPorts(view));
  const ours = new Set(nodes.flatMap(({ record }) => record.ray.ports));
  const known = new Set<number>();
  const taken = new Set<number>();
  // Each round moves past what the last one found taken.
  for (let round = 0; round < 100; round += 1) {
    const assigned = assignPorts(view, taken);
    const asked = assigned
      .flatMap(allPorts)
      .filter(port => !named.has(port) && !ours.has(port) && !known.has(port));
    for (const { port, free } of await keeper.ports(asked, signal)) {
      known.add(port);
      if (!free) taken.add(port);
    }
    if (asked.every(port => !taken.has(port))) return assigned;
  }
  throw new UserError(text('No free ports were found for the nodes of {0}.', view.name));
}

async function checkNamedPorts(view: ClusterView, keeper: Keeper, signal: AbortSignal): Promise<void> {
  const keys = new Map([
    [view.ray.port, 'port'],
    [view.ray.dashboardPort, 'dashboard_port'],
  ]);
  for (const { port, free, holder } of await keeper.ports([...keys.keys()], signal)) {
    if (free) continue;
    const name = keys.get(port) ?? '';
    const key = `ray.${name}`;
    throw new UserError(
      holder === undefined
        ? text('Port {0} ({1}) is used by another program.', port, key)
        : text('Port {0} ({1}) is used by {2}.', port, key, describeProcess(holder)),
      text('End that program, or set another port for {0} in the cluster file.', key),
      { kind: 'openClusterFile', file: view.uri, at: ['ray', name] },
    );
  }
}
