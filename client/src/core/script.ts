/** skeleton */
import type { ClusterPlan } from './plan';

/** The plan as a POSIX shell script: exactly the commands that run, secrets left out. */
export function renderScript(_plan: ClusterPlan): string {
  return '';
}
