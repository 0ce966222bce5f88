/**
 * Megatron builds its groups from tp, pp and cp alone and takes the rest for dp, with tp innermost, then cp, dp and pp.
 * Twinkle compares its mesh with them by assertions that have no message, so fsdp, a mesh without dp, and dimensions in
 * another order fail: with LoRA while the replica starts, in full training at the first request. A mesh of one rank is
 * not compared.
 * Source: twinkle/model/megatron/strategy/megatron.py `_check_device_mesh`, `wrap_model`, and
 * twinkle/utils/device_mesh.py `order`, twinkle-kit 0.5.1; the same in 0.1 and later.
 */
import type { Application } from '../../config/serverConfig';
import { removeEntry, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { listed } from '../../text/listed';
import { text, type Text } from '../../text/text';
import { dimSize, sizeField } from '../../mesh/meshOptions';
import { renameSize } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup, type MeshSetup } from '../../mesh/meshSetup';
import { isEditable, isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

/** From the outermost to the innermost. */
const order = ['pp', 'dp', 'cp', 'tp'];

export const megatronMeshDims: ApplicationRule = {
  id: 'megatron-mesh-dims',
  stage: 'replica',
  severity: 'error',
  consequenceOf: [
    'mesh-dim-names',
    'mesh-world-size',
    'expert-parallel-divides',
    'vpp-needs-pp',
    'sequence-parallel-needs-tp',
  ],
  reads: [...meshKeys, 'args.train_mode'],

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'megatron' || setup.worldSize <= 1) return;
    const message = complaint(setup);
    if (message === undefined) return;
    yield {
      // Without LoRA the groups are compared with the mesh when the model is wrapped.
      ...(isFullTraining(application) && { stage: 'request' }),
      message,
      ...placeOf(application, sizeField(setup, 'fsdp')),
      fixes: () => withoutFsdp(document, application, setup),
    };
  },
};

function complaint(setup: MeshSetup): Text | undefined {
  const counting = setup.mesh.dims.filter(({ size }) => size > 1).map(({ name }) => name);
  const foreign = counting.find(name => !order.includes(name));
  if (foreign !== undefined) {
    return text(
      "The megatron backend has no {0}: with {0} {1} the mesh differs from Megatron's own groups, which causes an AssertionError without a message.",
      foreign,
      dimSize(setup, foreign),
    );
  }
  if (!setup.mesh.dims.some(({ name }) => name === 'dp')) {
    return text(
      "The megatron backend requires a dimension `dp`, even if it is 1: without it the mesh differs from Megatron's own groups, which causes an AssertionError without a message.",
    );
  }
  const places = counting.map(name => order.indexOf(name));
  if (places.every((place, index) => place > (places[index - 1] ?? -1))) return undefined;
  return text(
    "The megatron backend requires the dimensions in the order {0}, not {1}: otherwise the mesh differs from Megatron's own groups, which causes an AssertionError without a message.",
    listed(order.filter(name => counting.includes(name))),
    listed(counting),
  );
}

function isFullTraining({ args }: Application): boolean {
  return args?.trainMode?.value === 'full';
}

/** Its GPUs go to dp, so that the number of workers stays. Not preferred, for they may be meant for tp or pp. */
function withoutFsdp(document: ParsedDocument, application: Application, setup: MeshSetup): Fix[] {
  const { deviceMesh } = setup;
  if (deviceMesh.raw || dimSize(setup, 'fsdp') < 2) return [];
  const renamed = renameSize(document, application, setup, 'fsdp', 'dp');
  if (renamed.length > 0) return renamed;
  const dp = deviceMesh.sizes.dp_size;
  const entry = deviceMesh.node.entries.find(({ key }) => key.value === 'fsdp_size');
  if (dp === undefined || entry === undefined || entry.merged) return [];
  if (!isEditable(application, dp) || !isOwn(application, entry.key)) return [];
  const value = dimSize(setup, 'dp') * dimSize(setup, 'fsdp');
  const edits = [
    ...replaceValue(document, dp.node, String(value)),
    ...removeEntry(document, deviceMesh.node, entry),
  ];
  return [{ title: text('Change dp_size to {0} and remove fsdp_size', value), edits, preferred: false }];
}
