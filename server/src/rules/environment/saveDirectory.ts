/**
 * A model saves adapters below its `TWINKLE_DEFAULT_SAVE_DIR`, and a sampler looks for them below its own.
 * Source: twinkle/server/checkpoint/paths.py and training_run_manager.py `_token_base_dir`,
 * twinkle/server/sampler/tinker_handlers.py, twinkle-kit 0.5.1.
 */
import { environmentOf } from '../../config/replicaOptions';
import type { Field } from '../../config/field';
import type { Application } from '../../config/serverConfig';
import { text } from '../../text/text';
import { hostCount } from '../../config/clusterHosts';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule, RuleFinding } from '../engine/rule';

const variable = 'TWINKLE_DEFAULT_SAVE_DIR';

export const saveDirectory: FileRule = {
  id: 'save-directory',
  stage: 'request',
  severity: 'warning',
  versions: { since: '0.4.0' },
  reads: ofEach(['import_path', 'args.sampler_type', 'args.backend', 'args.model_id', 'deployments']),

  *checkFile({ config, cluster }) {
    const hosts = hostCount(cluster);
    for (const sampler of config.applications) {
      if (sampler.kind?.value !== 'sampler' || sampler.args?.samplerType?.value !== 'vllm') continue;
      const own = savesTo(sampler);
      if (own === undefined) continue;
      for (const model of config.applications) {
        const other = trainsFor(model, sampler) ? savesTo(model) : undefined;
        if (other?.path === own.path && !own.path.startsWith('/') && hosts > 1) {
          yield relative(sampler, own, hosts);
          break;
        }
        // What a relative path and a full one have in common depends on the folder of the process.
        if (other === undefined || other.path === own.path) continue;
        if (own.path.startsWith('/') !== other.path.startsWith('/')) continue;
        yield {
          message: text(
            'The model saves its adapters below `{0}`, but this sampler looks below `{1}`: "Adapter URI … does not exist".',
            other.path,
            own.path,
          ),
          ...placeOf(sampler, own.field),
          related: [
            {
              span: placeOf(model, other.field).span,
              message: text('Here the model saves its adapters.'),
            },
          ],
        };
        break;
      }
    }
  },
};

/** Ray decides which of the hosts a replica runs on, and in which folder. */
function relative(sampler: Application, { path, field }: Saving, hosts: number): RuleFinding {
  return {
    severity: 'hint',
    message: text(
      '`{1}` is relative to the folder of each process, and the cluster file has {0} {0|host|hosts}: if model and sampler run on different hosts, the sampler finds no adapter unless the folder is shared.',
      hosts,
      path,
    ),
    ...placeOf(sampler, field),
  };
}

interface Saving {
  readonly path: string;
  readonly field: Field<string>;
}

function trainsFor({ kind, args }: Application, sampler: Application): boolean {
  const modelId = sampler.args?.modelId?.value;
  const isReal = args?.backend?.value === 'transformers' || args?.backend?.value === 'megatron';
  return kind?.value === 'model' && isReal && modelId !== undefined && args.modelId?.value === modelId;
}

/** The folder that is written for an application; where none is, the environment of the node decides. */
function savesTo(application: Application): Saving | undefined {
  const field = environmentOf(application).find(({ name }) => name === variable)?.field;
  if (field?.value === undefined || field.value === '') return undefined;
  const parts = field.value.split('/').filter(part => part !== '' && part !== '.');
  return { path: `${field.value.startsWith('/') ? '/' : ''}${parts.join('/')}`, field };
}
