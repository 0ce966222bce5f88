/** The forecast in words: the page that "Twinkle: Forecast Placement" shows. */
import type { ForecastApplicationView, ForecastView } from '../../../../server/src/protocol';
import { cpuAmount, deviceAmount, deviceIds } from '../text/amounts';
import { counted } from '../text/counted';
import { livingLines, type LivingNode } from './living';
import { nodeLines } from './nodeLines';
import type { Line } from './line';
import { listed } from '../text/listed';
import { text, type Text } from '../text/text';

/**
 * @param names names of the configuration and of its cluster file, as people call them
 * @param living nodes of the cluster of that file, if it runs
 */
export function forecastLines(
  view: ForecastView,
  names: { readonly config: string; readonly cluster: string },
  living?: readonly LivingNode[],
): Line[] {
  const lines = new Lines();
  if (view.clusterState !== 'read') {
    noCluster(lines, view, names);
    return lines.all;
  }
  lines.add(
    0,
    text('{0} on the nodes of {1} (twinkle-kit {2})', names.config, names.cluster, view.twinkleVersion),
  );
  lines.gap();
  for (const line of outcome(view)) lines.add(0, line);
  if (living !== undefined) lines.push(livingLines(view.nodes, living));
  lines.gap();
  lines.add(0, text('NODES'));
  for (const [index] of view.nodes.entries()) {
    lines.gap();
    lines.push(nodeLines(view, index));
  }
  lines.gap();
  lines.add(0, text('APPLICATIONS, in the order in which they are deployed'));
  for (const application of view.applications) {
    lines.gap();
    applicationLines(lines, view, application);
  }
  return lines.all;
}

class Lines {
  readonly all: Line[] = [];

  add(depth: number, words: Text): void {
    this.all.push({ depth, text: words });
  }

  push(lines: readonly Line[]): void {
    this.all.push(...lines);
  }

  gap(): void {
    this.all.push({ depth: 0 });
  }
}

function noCluster(
  lines: Lines,
  view: ForecastView,
  { config, cluster }: { config: string; cluster: string },
): void {
  if (view.clusterState === 'errors') {
    lines.add(0, text('{0} has errors, so it is not used.', cluster));
    lines.gap();
    lines.add(
      0,
      text(
        'Fix them first. They are listed in the Problems panel (View › Problems). Then this page shows more.',
      ),
    );
    return;
  }
  lines.add(0, text('There is no cluster file for {0}.', config));
  lines.gap();
  lines.add(
    0,
    text(
      'A twinkle_cluster.yaml lists the Ray nodes, their GPUs or NPUs and CPUs. With one next to the configuration,',
    ),
  );
  lines.add(0, text('this page shows where each application is placed, and what would wait or fail.'));
  lines.gap();
  lines.add(0, text('→ Run "Twinkle: Create Cluster File" (F1).'));
}

/** The answer in a line or two. */
function outcome({ applications, errors, enoughCpus, complete }: ForecastView): Text[] {
  const lines = [headline(applications, complete)];
  if (errors > 0)
    lines.push(
      counted(
        errors,
        text('! The file has 1 error: a launch may fail at it before anything is placed.'),
        text('! The file has {0} errors: a launch may fail at them before anything is placed.', errors),
      ),
    );
  if (applications.some(({ shares }) => shares))
    lines.push(
      text('! Two groups use some devices at the same time: their memory may not be enough for both.'),
    );
  if (enoughCpus !== undefined)
    lines.push(
      text('→ With "cpus: {0}" on each node without "cpus", everything starts for certain.', enoughCpus),
    );
  return lines;
}

function headline(applications: readonly ForecastApplicationView[], complete: boolean): Text {
  if (applications.length === 0) return text('The file deploys no application.');
  const end = applications.find(({ status }) => status === 'waits' || status === 'fails');
  if (end?.status === 'fails') return text('✘ The launch fails at {0}.', end.name);
  if (end?.certain === false) return text('? The launch may wait forever at {0}.', end.name);
  if (end !== undefined) return text('✘ The launch waits forever at {0}.', end.name);
  if (applications.some(({ status }) => status === 'unknown'))
    return text('? It is unknown whether all applications start: some facts are missing.');
  if (!complete)
    return text(
      '? {0}. Whether every choice of Ray lets everything start is unknown: there are too many choices to check.',
      room(applications.length),
    );
  if (applications.some(({ certain }) => !certain))
    return text('? {0}, but Ray may choose nodes so that one waits.', room(applications.length));
  return counted(
    applications.length,
    text('✔ The application starts, whichever nodes Ray chooses.'),
    text('✔ All applications ({0}) start, whichever nodes Ray chooses.', applications.length),
  );
}

function room(count: number): Text {
  return counted(
    count,
    text('There is room for the application'),
    text('There is room for all applications ({0})', count),
  );
}

function applicationLines(lines: Lines, view: ForecastView, application: ForecastApplicationView): void {
  lines.add(0, statusOf(application));
  const device = application.device ?? 'gpu';
  for (const { node, gpus, npus, cpus } of application.groups) {
    const name = view.nodes[node]?.name ?? '?';
    const count = gpus + npus;
    if (count > 0)
      lines.add(
        1,
        cpus === undefined
          ? text('{0}: reserves {1} and half of the CPUs', name, deviceAmount(device, count))
          : text('{0}: reserves {1} and {2}', name, deviceAmount(device, count), cpuAmount(cpus)),
      );
    else
      lines.add(
        1,
        cpus === undefined
          ? text('{0}: reserves CPUs for its processes', name)
          : text('{0}: reserves {1}', name, cpuAmount(cpus)),
      );
  }
  for (const { node, rank, replica, ids } of application.workers) {
    const name = view.nodes[node]?.name ?? '?';
    const many = application.workers.some(worker => worker.replica !== replica);
    lines.add(
      2,
      many
        ? text('replica {0}, worker {1}: {2} of {3}', replica, rank, deviceIds(device, ids), name)
        : text('worker {0}: {1} of {2}', rank, deviceIds(device, ids), name),
    );
  }
  const others = application.possibleNodes
    .filter(index => !application.groups.some(({ node }) => node === index))
    .flatMap(index => view.nodes[index]?.name ?? []);
  if (application.groups.length > 0 && others.length > 0)
    lines.add(1, text('Ray may also choose: {0}', listed(others)));
  lines.add(1, text('{0}', application.reason));
  if (application.remedy !== undefined) lines.add(1, text('→ {0}', application.remedy));
}

function statusOf({ name, kind, status, certain }: ForecastApplicationView): Text {
  const what = kind === undefined || kind === name ? name : `${name} (${kind})`;
  switch (status) {
    case 'placed':
      return certain
        ? text('✔ {0}: starts', what)
        : text('? {0}: starts, depending on the nodes that Ray chooses', what);
    case 'waits':
      return certain ? text('✘ {0}: waits forever', what) : text('? {0}: may wait forever', what);
    case 'fails':
      return text('✘ {0}: fails', what);
    case 'unknown':
      return text('? {0}: unknown', what);
    case 'skipped':
      return text('– {0}: not reached', what);
  }
}
