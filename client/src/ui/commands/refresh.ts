import type { CommandHandler } from '../services';

/** Looks at the processes and asks Ray's dashboard now. */
export const refresh: CommandHandler = services => async () => {
  await services.clusters.rescan();
  await services.clusters.current?.refresh();
};
