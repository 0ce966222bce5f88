import type { CommandHandler } from '../services';
import { requireTrust } from '../trust';

/** Looks at the processes and asks Ray's dashboard now. */
export const refresh: CommandHandler = services => async () => {
  requireTrust();
  await services.clusters.rescan();
  await services.clusters.current?.refresh();
};
