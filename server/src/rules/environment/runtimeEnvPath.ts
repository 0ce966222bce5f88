/**
 * Ray uploads folders for whole jobs only. In the `runtime_env` of a replica `working_dir` and `py_modules` are
 * addresses of packages (`gcs://…`, `https://….zip`), and for a path Ray Serve does not deploy the application:
 * "Passing directories or modules to be dynamically uploaded is only supported at the job level".
 * Source: ray/_private/runtime_env/validation.py `validate_uri`, Ray 2.60.0.
 */
import { fieldOf, Reader, textOf } from '../../config/reader';
import type { Field } from '../../config/field';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationContext, ApplicationRule } from '../engine/rule';

export const runtimeEnvPath: ApplicationRule = {
  id: 'runtime-env-path',
  stage: 'deploy',
  severity: 'error',
  reads: ['deployments'],

  *checkApplication(context) {
    for (const field of pathsOf(context)) {
      yield {
        message: text(
          'Ray does not upload a folder for a replica: `{0}` must be the address of a package, such as `https://….zip`. With a path the application is not deployed ("is not a valid URI").',
          String(field.path.find(step => step === 'working_dir' || step === 'py_modules')),
        ),
        ...placeOf(context.application, field),
      };
    }
  },
};

function pathsOf({ application: { deployment } }: ApplicationContext): Field<string>[] {
  const environment =
    deployment &&
    new Reader(deployment.node, deployment.path).mapping('ray_actor_options')?.mapping('runtime_env');
  if (environment === undefined) return [];
  const folder = environment.text('working_dir');
  const modules = environment.items('py_modules').map(({ node, path }) => fieldOf(node, path, textOf));
  return [...(folder === undefined ? [] : [folder]), ...modules].filter(
    ({ value }) => value !== undefined && value !== '' && !value.includes('://'),
  );
}
