import type { CommandHandler } from '../services';
import { noCluster } from './actions/absent';

/** Looks at the processes and asks Ray's dashboard now; where nothing runs, it says so. */
export const refresh: CommandHandler = services => async () => {
  const { clusters } = services;
  await clusters.rescan();
  await clusters.current?.refresh();
  const problem = clusters.current?.session.status.problem;
  if (clusters.current?.runs === true || problem !== undefined) return;
  noCluster(services, clusters.current);
};
