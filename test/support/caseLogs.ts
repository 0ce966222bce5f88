/** Where the logs of real launches with one mistake each are kept. */
import { join } from 'node:path';

export const caseLogs = join(import.meta.dirname, '../fixtures/causes');

/** The log of the case with that mistake. */
export function caseLog(mistake: string): string {
  const name = mistake.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return join(caseLogs, `${name}.log`);
}
