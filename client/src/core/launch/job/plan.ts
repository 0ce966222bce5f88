/**
 * A launch as a job that Ray runs on the node of the head (ray 2.60, dashboard/modules/job/job_manager.py): the same
 * command as in the other ways, in a folder that Ray unpacks from a package.
 *
 * Its workers do not run in that folder. Checkpoints go to `./outputs` unless something else is said (twinkle-kit 0.5.1,
 * server/checkpoint/paths.py), and Ray removes its folders. So the driver says by itself what its workers get, in place
 * of what Ray would say for it.
 */
import { quote } from '../../format/shell';
import { folderOf } from '../../format/strings';
import type { JobSubmission } from '../../ray/jobs';
import { defaultOptions, scriptOf } from '../options/options';
import { forWorkers } from '../options/workers';
import { launchCommand, workerVariables, type LaunchPlanInput } from '../plan';

/**
 * Seconds that Ray lets a driver end by itself before it kills it. Its own 3 s are too few for Ray Serve, whose
 * applications would stay (ray 2.60, dashboard/modules/job/job_supervisor.py, which reads it from its environment).
 */
export const stopSeconds = 60;

/** What the package of a launch has. */
export interface JobPackage {
  /** The configuration: its path, and its name in the package. */
  readonly config: { readonly file: string; readonly name: string };
  /** Of the script: all that it may import. */
  readonly folder?: string;
}

export function jobPackage({ configFile, options = defaultOptions }: LaunchPlanInput): JobPackage {
  const script = scriptOf(options);
  const base = configFile.slice(configFile.lastIndexOf('/') + 1);
  if (script === undefined) return { config: { file: configFile, name: base } };
  const folder = folderOf(script);
  const isInside = configFile.startsWith(folder === '/' ? folder : `${folder}/`);
  // A name of its own, since the folder may have a file of that name.
  const name = isInside ? configFile.slice(folder === '/' ? 1 : folder.length + 1) : `.twinkle/${base}`;
  return { config: { file: configFile, name }, folder };
}

/** The command line of the driver, in the folder of the package. */
export function jobArgv(plan: LaunchPlanInput): readonly string[] {
  const { config, folder } = jobPackage(plan);
  return launchCommand(plan).argv.map(word => {
    if (word === plan.configFile) return config.name;
    const script = scriptOf(plan.options ?? defaultOptions);
    return word === script && folder !== undefined ? script.slice(script.lastIndexOf('/') + 1) : word;
  });
}

/** @param packageName as Ray has it, such as `_ray_pkg_0123.zip` */
export function jobSubmission(plan: LaunchPlanInput, id: string, packageName: string): JobSubmission {
  const uri = `gcs://${packageName}`;
  return {
    id,
    entrypoint: entrypoint(plan, id, uri),
    runtimeEnv: {
      working_dir: uri,
      env_vars: { ...workerVariables(plan), RAY_JOB_STOP_WAIT_TIME_S: String(stopSeconds) },
    },
  };
}

/**
 * A line for the shell: anybody on the machine can read it, so it has nothing of the cluster file, whose environment the
 * driver inherits from its node.
 */
function entrypoint(plan: LaunchPlanInput, id: string, uri: string): string {
  const { env, unset = [] } = launchCommand(plan);
  const { config, folder } = jobPackage(plan);
  const forAll = workerVariables(plan);
  const metadata = { job_submission_id: id, job_name: id };
  const isInherited = (name: string) =>
    Object.hasOwn(plan.env, name) || Object.hasOwn(forAll, name) || raysOwn.includes(name);
  const variables = {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !isInherited(name))),
    ...forWorkers(forAll, { metadata, ...(folder === undefined ? {} : { modules: uri }) }),
  };
  const words = Object.entries(variables).map(([name, value]) =>
    name === 'TWINKLE_SERVER_CONFIG' ? `${name}="$PWD"/${quote(config.name)}` : quote(`${name}=${value}`),
  );
  return [...['exec', 'env', ...unset.map(name => `-u ${name}`)], ...words, ...jobArgv(plan).map(quote)].join(
    ' ',
  );
}

/** What Ray gives to every driver of a job by itself. */
const raysOwn: readonly string[] = ['RAY_ADDRESS', 'RAY_AUTH_MODE', 'PYTHONUNBUFFERED'];
