/**
 * What Ray refuses of a replica's runtime environment, and what the launcher refuses of the mappings that it copies.
 * Sources: ray/_private/runtime_env/{validation,conda}.py and ray/runtime_env/runtime_env.py, Ray 2.60.0;
 * twinkle/server/launcher/server_launcher.py `_deploy_application`, twinkle-kit 0.4.0 to 0.5.1.
 */
import type { TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { KnownFailure } from '../knownFailure';
import { isQuoted } from '../values';

const actor = 'deployments.0.ray_actor_options';
const environment = `${actor}.runtime_env`;

export const ofEnvironments: readonly KnownFailure[] = [
  {
    // The launcher copies these three: twinkle/server/launcher/server_launcher.py `_deploy_application`.
    says: /^(?:ValueError: dictionary update sequence element #\d+|TypeError: (?:'\w+' object is not iterable|cannot convert dictionary update sequence element))/,
    codes: ['wrong-type'],
    suspects: [actor, environment, `${environment}.env_vars`].map(at => ({ at, raises: isNoMapping })),
    words: text('A mapping of names and values must stand here.'),
  },
  {
    says: /runtime_env\['env_vars'\] must be of type Dict\[str, str\], but the value (?<value>.*?) is of type /,
    codes: ['environment-string'],
    suspects: [{ at: `${environment}.env_vars` }],
  },
  {
    says: /(?:^|\s)(?<value>\S+) is not a valid URI/,
    codes: ['runtime-env-path'],
    suspects: [
      { at: `${environment}.working_dir`, raises: isQuoted },
      {
        at: `${environment}.py_modules`,
        raises: (node, groups) => node.kind === 'sequence' && node.items.some(item => isQuoted(item, groups)),
      },
    ],
  },
  {
    says: /runtime_env\['(?<key>\w+)'\](?:\['(?<inner>\w+)'\])? (?:must be of type|can only have|must include)/,
    codes: ['wrong-type'],
    suspects: [
      { at: `${environment}.{key}.{inner}`, raises: (_, { inner }) => inner !== undefined },
      { at: `${environment}.{key}` },
    ],
  },
  {
    says: /`(?<key>working_dir|py_modules?)` must be a (?:list of )?strings?, got /,
    codes: ['wrong-type'],
    suspects: [{ at: `${environment}.{key}` }, { at: `${environment}.py_modules` }],
  },
  {
    // A requirements file, which the launcher reads on its own machine.
    says: /(?:^|\s)(?<value>\S+) is not a valid file$/,
    codes: ['runtime-env-path'],
    suspects: ['pip', 'pip.packages', 'uv'].map(key => ({ at: `${environment}.${key}`, raises: isQuoted })),
  },
  {
    says: /Can't find conda (?:YAML file|env directory) (?<value>.+)\.$|The given conda environment '(?<name>[^']*)' from the runtime env doesn't exist/,
    codes: ['runtime-env-path'],
    suspects: [
      {
        at: `${environment}.conda`,
        raises: (node, { value, name }) => isQuoted(node, { value: value ?? name }),
      },
    ],
  },
  {
    says: /'pip' field, 'uv' field, and 'conda' field of runtime_env cannot be specified at the same time/,
    codes: ['wrong-value'],
    suspects: [{ at: `${environment}.conda` }, { at: `${environment}.uv` }],
    words: text('Of `pip`, `uv` and `conda`, a replica can have only one.'),
  },
];

/** What is nothing, or false, is an empty mapping there. */
function isNoMapping(node: TreeNode): boolean {
  return node.kind === 'scalar' ? Boolean(node.value) && !node.interpolated : node.kind === 'sequence';
}
