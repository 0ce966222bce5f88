/** What of a launch's environment reaches the workers. They have that of their node, and not that of the launcher. */

/** What a job that Ray runs says beside that. */
export interface WorkersOfJob {
  /** By it Ray knows whose driver this is (ray 2.60, dashboard/modules/job/job_supervisor.py). */
  readonly metadata?: Readonly<Record<string, string>>;
  /** URI of a package that every worker can import from. */
  readonly modules?: string;
}

/**
 * The variables that make Ray give these to every worker of the launcher's job (ray 2.60, _private/worker.py init): Ray's
 * own jobs use them. What the launcher itself asks for wins, and so does `env_vars` of an application.
 */
export function forWorkers(
  variables: Readonly<Record<string, string>>,
  job: WorkersOfJob = {},
): Readonly<Record<string, string>> {
  const { metadata, modules } = job;
  const config = {
    runtime_env: { env_vars: variables, ...(modules === undefined ? {} : { py_modules: [modules] }) },
    ...(metadata === undefined ? {} : { metadata }),
  };
  return {
    RAY_JOB_CONFIG_JSON_ENV_VAR: JSON.stringify(config),
    // Without it Ray refuses a variable that both set, such as those of telemetry.
    RAY_OVERRIDE_JOB_RUNTIME_ENV: '1',
  };
}
