/** Configurations and clusters in few words, for the tests of placement. */
import { readClusterFile } from '../../server/src/config/readClusterFile';
import { readServerConfig } from '../../server/src/config/readServerConfig';
import { parseDocument } from '../../server/src/document/parse';
import { english } from '../../server/src/text/text';
import { forecast, type Forecast } from '../../server/src/placement/forecast';
import { finish } from '../../server/src/placement/search/steps';

export interface Said {
  kind?: string;
  ranks?: number | string;
  nproc?: number;
  device?: string;
  backend?: string;
  ncpu?: number;
  perWorker?: number;
  /** `ray_actor_options` and the like, as the item of `deployments`. */
  deployment?: string;
}

/** The text of a configuration. Its applications are `a`, `b`, … `z`, `a26`, … */
export function configText(applications: readonly Said[]): string {
  const items = applications.map((said, index) => {
    const { kind = 'model', ranks = 1, nproc, device = 'cuda', backend = 'mock', ncpu, perWorker } = said;
    const args = [
      kind === 'model' && `backend: ${backend}`,
      kind === 'sampler' && `sampler_type: ${backend}`,
      nproc !== undefined && `nproc_per_node: ${nproc}`,
      ncpu !== undefined && `ncpu_proc_per_node: ${ncpu}`,
      kind !== 'server' &&
        `device_group: { name: g, ranks: ${ranks}, device_type: ${device}${perWorker === undefined ? '' : `, gpus_per_worker: ${perWorker}`} }`,
    ].filter(line => line !== false);
    return [
      `  - name: ${index < 26 ? String.fromCharCode(97 + index) : `a${index}`}`,
      `    import_path: ${kind}`,
      `    args: { ${args.join(', ')} }`,
      `    deployments: [${said.deployment ?? '{ name: d, ray_actor_options: { num_cpus: 0.1 } }'}]`,
    ].join('\n');
  });
  return `applications:\n${items.join('\n')}\n`;
}

/** Nodes `n0`, `n1`, …; a count left out is unknown. */
export function clusterText(
  nodes: readonly { gpus?: readonly number[]; npus?: readonly number[]; cpus?: number }[],
  extra = '',
): string {
  const items = nodes.map(({ gpus, npus, cpus }, index) =>
    [
      `  - name: n${index}`,
      ...(gpus === undefined ? [] : [`    gpus: [${gpus.join(', ')}]`]),
      ...(npus === undefined ? [] : [`    npus: [${npus.join(', ')}]`]),
      ...(cpus === undefined ? [] : [`    cpus: ${cpus}`]),
    ].join('\n'),
  );
  return `cluster_name: lab\n${extra}nodes:\n${items.join('\n')}\n`;
}

export function forecastOf(
  applications: readonly Said[],
  nodes: Parameters<typeof clusterText>[0],
  version = '0.5.1',
  extra?: string,
): Forecast {
  const { applications: read } = readServerConfig(parseDocument(configText(applications)));
  return finish(forecast(read, readClusterFile(parseDocument(clusterText(nodes, extra))), version));
}

/** `a placed`, with `?` after what Ray may choose otherwise. */
export function statuses({ applications }: Forecast): string[] {
  return applications.map(
    ({ application, status, certain }) => `${application.name?.value} ${status}${certain ? '' : '?'}`,
  );
}

/** The groups of an application as `node: GPUs, CPUs`. */
export function groupsAt({ nodes, applications }: Forecast, index: number): string[] {
  return (applications[index]?.placements ?? []).map(
    ({ node, bundle: { gpus, npus, cpus } }) =>
      `${nodes[node]?.name}: ${npus > 0 ? `${npus} NPUs` : `${gpus} GPUs`}, ${cpus / 10_000} CPUs`,
  );
}

export function reasonsOf({ applications }: Forecast): string[] {
  return applications.map(({ reason }) => english(reason));
}
