/**
 * Megatron lays its experts over the same workers as ep × etp × pp, which must divide them: else the replica fails with
 * `RuntimeError: world_size (4) is not divisible by expert_tensor_model_pipeline_parallel size (8)`.
 * Source: twinkle/model/megatron/strategy/megatron.py `MegatronStrategy.__init__` and twinkle/utils/device_mesh.py
 * `etp_world_size`, twinkle-kit 0.5.1, the same in 0.2.0 and later; megatron/core/parallel_state.py
 * `initialize_model_parallel`, megatron-core 0.12.0 and 0.15.3.
 */
import { mostCounted } from '../../config/counts';
import type { Application } from '../../config/serverConfig';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { dimSize, meshOption, optionValue } from '../../mesh/meshOptions';
import { meshKeys, meshSetup, type MeshSetup } from '../../mesh/meshSetup';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const expertParallelDivides: ApplicationRule = {
  id: 'expert-parallel-divides',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.2.0' },
  consequenceOf: ['mesh-world-size'],
  reads: meshKeys,

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'megatron') return;
    const sizes = expertSizes(setup);
    if (sizes === undefined) return;
    const { ep, etp, pp } = sizes;
    const { workers } = setup;
    if (workers % (ep * etp * pp) === 0) return;
    yield {
      message: text(
        'ep {0} × etp {1} × pp {2} = {3} does not divide the {4} {4|worker|workers}: Megatron refuses it while the replica starts.',
        ep,
        etp,
        pp,
        ep * etp * pp,
        workers,
      ),
      ...placeOf(application, meshOption(setup.deviceMesh, ep > 1 ? 'ep_size' : 'etp_size')),
      fixes: () => smallerEp(document, application, setup, workers / (etp * pp), ep),
    };
  },
};

interface ExpertSizes {
  readonly ep: number;
  readonly etp: number;
  readonly pp: number;
}

/** What is not written: ep is 1, and so is etp, but in the form with `mesh_dim_names` etp is tp, as where it is null. */
function expertSizes(setup: MeshSetup): ExpertSizes | undefined {
  const { deviceMesh } = setup;
  const ep = optionValue(meshOption(deviceMesh, 'ep_size'), 1);
  const etpField = meshOption(deviceMesh, 'etp_size');
  const tp = dimSize(setup, 'tp');
  const etp = etpField === undefined && !deviceMesh.raw ? 1 : optionValue(etpField, tp);
  if (ep === undefined || etp === undefined || !isCount(ep) || !isCount(etp)) return undefined;
  return { ep, etp, pp: dimSize(setup, 'pp') };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

/** The largest ep below that divides what etp and pp leave. Not preferred: more workers would do as well. */
function smallerEp(
  document: ParsedDocument,
  application: Application,
  { deviceMesh }: MeshSetup,
  rest: number,
  ep: number,
): Fix[] {
  if (!Number.isInteger(rest) || ep > mostCounted) return [];
  const value = Array.from({ length: ep - 1 }, (_, index) => ep - 1 - index).find(each => rest % each === 0);
  const field = meshOption(deviceMesh, 'ep_size');
  if (value === undefined || field === undefined) return [];
  return numberFix(document, application, { mapping: deviceMesh.node, key: 'ep_size', field, value });
}
