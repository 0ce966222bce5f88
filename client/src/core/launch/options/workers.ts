/** What of a launch's environment reaches the workers. They have that of their node, and not that of the launcher. */

/**
 * The variables that make Ray give these to every worker of the launcher's job (ray 2.60, _private/worker.py init): Ray's
 * own jobs use them. What the launcher itself asks for wins, and so does `env_vars` of an application.
 */
export function forWorkers(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    RAY_JOB_CONFIG_JSON_ENV_VAR: JSON.stringify({ runtime_env: { env_vars: variables } }),
    // Without it Ray refuses a variable that both set, such as those of telemetry.
    RAY_OVERRIDE_JOB_RUNTIME_ENV: '1',
  };
}
