/**
 * Sizes of the mesh that the backend never looks at. Expert parallelism of transformers needs
 * `fsdp_config.expert_parallel`, which the file cannot give; vpp and etp are Megatron's, ep_fsdp is not.
 * Source: twinkle/model/transformers/transformers.py `_should_enable_expert_parallel`,
 * twinkle/model/megatron/strategy/megatron.py and twinkle/server/config/application_spec.py `ModelArgs`, twinkle-kit
 * 0.5.1; the same in 0.4.0. Before, the arguments of a model were not checked, so `fsdp_config` could be given.
 */
import { text } from '../../text/text';
import { meshOption, type MeshOption } from '../../mesh/meshOptions';
import { removeOption } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup, type MeshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const unused: Readonly<Record<MeshSetup['engine'], readonly MeshOption[]>> = {
  transformers: ['ep_size', 'etp_size', 'ep_fsdp_size', 'vpp_size'],
  megatron: ['ep_fsdp_size'],
  vllm: [],
};

export const meshSizeUnused: ApplicationRule = {
  id: 'mesh-size-unused',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: meshKeys,

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup === undefined) return;
    for (const key of unused[setup.engine]) {
      const field = meshOption(setup.deviceMesh, key);
      if (field?.value === undefined || field.value < 2) continue;
      yield {
        message: text(
          'The {0} backend of the server does not read `{1}`: it has no effect here.',
          setup.engine,
          key,
        ),
        ...placeOf(application, field),
        fixes: () => removeOption(document, application, setup.deviceMesh, key),
      };
    }
  },
};
