/** What a cluster file says about the environment that the launcher will have. */
import type { ClusterFile } from './clusterFile';

/** Variables that the launch takes away or sets itself, whatever the file says (client/src/core/launch/plan.ts). */
const ofTheLaunch =
  /^(?:CUDA_VISIBLE_DEVICES|ASCEND_RT_VISIBLE_DEVICES|TWINKLE_SERVER_CONFIG|RAY_\w+|PYTHON\w+|_?TYPER_\w+)$/;

/** The value of a variable that the file sets; all others are unknown. */
export function environmentOf(file: ClusterFile | undefined): (name: string) => string | undefined {
  const entries = file?.env ?? [];
  const known = new Map(
    entries.filter(({ name }) => !ofTheLaunch.test(name)).map(({ name, value }) => [name, value.value]),
  );
  return name => known.get(name);
}
