/**
 * A size of 0 or below in a mesh. numpy takes 0 as a dimension without an entry and a number below 0 as "whatever is
 * left" of `world_size`, so the mesh is either refused while the replica starts or has no rank at all. Without data
 * ranks the first batch is divided by 0; accelerate refuses a tp or cp of 0; else no worker finds its place in the mesh.
 * Source: twinkle/utils/device_mesh.py `DeviceMesh.from_sizes`, `get_slice`, `get_data_rank_from_global_rank`,
 * twinkle-kit 0.1 to 0.5.1; accelerate/parallelism_config.py `__post_init__`, accelerate 1.15.0.
 */
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Application } from '../../config/serverConfig';
import { dormant, mockField } from '../../schema/checks/dormant';
import { text } from '../../text/text';
import { builderKeys, laterBuilders, meshBuilder, type MeshBuilder } from '../../mesh/meshBuilder';
import { removeOption } from '../fixes/meshFieldFixes';
import { productOf, reshaped, writtenSizes, writtenWorldSize, type WrittenSize } from '../../mesh/meshSizes';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule, RuleFinding, RuleVerdict } from '../engine/rule';

export const meshSizePositive: ApplicationRule = {
  id: 'mesh-size-positive',
  stage: 'request',
  severity: 'error',
  reads: builderKeys,

  *checkApplication({ application, document }) {
    yield* ofMock(application);
    const built = meshBuilder(application);
    const found = built && complaint(built);
    if (built === undefined || found === undefined) return;
    const { sizes, bad, verdict } = found;
    yield {
      ...verdict,
      ...placeOf(application, bad.field),
      fixes: () => fixes(document, application, built, sizes, bad),
    };
  },
};

/** Which failure a mock will have depends on what it is changed to; nothing is said where one of these would run. */
function* ofMock(application: Application): Generator<RuleFinding> {
  const mock = mockField(application);
  const found = laterBuilders(application).map(complaint);
  const [first] = found;
  if (mock === undefined || first?.bad.field === undefined || found.includes(undefined)) return;
  const message = text('A mesh size must be at least 1, not {0}.', first.bad.size);
  const isError = found.every(each => each?.verdict.severity !== 'warning');
  yield {
    ...dormant(message, mock, isError ? 'error' : 'warning'),
    ...placeOf(application, first.bad.field),
  };
}

interface Complaint {
  readonly sizes: readonly WrittenSize[];
  readonly bad: WrittenSize;
  readonly verdict: RuleVerdict;
}

function complaint(built: MeshBuilder): Complaint | undefined {
  const sizes = writtenSizes(built.deviceMesh);
  const worldSize = writtenWorldSize(built.deviceMesh);
  const bad = sizes?.find(({ size }) => size < 1);
  if (sizes === undefined || worldSize === undefined || bad === undefined) return undefined;
  const verdict = verdictOf(built, sizes, worldSize, bad);
  return verdict && { sizes, bad, verdict };
}

function verdictOf(
  { builder, workers }: MeshBuilder,
  sizes: readonly WrittenSize[],
  worldSize: number,
  { key, size }: WrittenSize,
): RuleVerdict | undefined {
  const shape = reshaped(
    worldSize,
    sizes.map(each => each.size),
  );
  if (typeof shape === 'string') {
    return {
      stage: 'replica',
      message: text(
        'A mesh size must be at least 1: with {0} {1} the mesh cannot be built, and the replica fails with "{2}".',
        key,
        size,
        shape,
      ),
    };
  }
  // What a processor does with a mesh that has no rank is nothing: its data sets have one of their own.
  if (!shape.includes(0) || builder === 'processor') return undefined;
  const isZero = (name: string) => sizes.some((each, index) => each.name === name && shape[index] === 0);
  if (builder === 'transformers' && (isZero('tp') || isZero('cp'))) {
    return {
      stage: 'replica',
      message: text(
        'A mesh size must be at least 1: accelerate refuses {0} {1} while the replica starts, with "must be at least 1".',
        key,
        size,
      ),
    };
  }
  if (isZero('dp')) {
    return {
      message: text(
        'With {0} {1} the data has no shares: the first batch fails with a ZeroDivisionError.',
        key,
        size,
      ),
    };
  }
  const data = shape[sizes.findIndex(({ name }) => name === 'dp')] ?? 1;
  if (builder === 'transformers' && data > 1 && workers !== undefined && workers >= data) {
    return {
      message: text(
        'With {0} {1} the mesh has no rank: the workers fail at the first request, with an IndexError.',
        key,
        size,
      ),
    };
  }
  // No call fails: only the shares of the data are wrong.
  return {
    stage: 'silent',
    severity: 'warning',
    message: text(
      'With {0} {1} the mesh has no rank: no worker has a place in it, and each takes the first share of a batch.',
      key,
      size,
    ),
  };
}

/** What is not written counts as 1, or for dp, as what the workers need. */
function fixes(
  document: ParsedDocument,
  application: Application,
  { deviceMesh, workers }: MeshBuilder,
  sizes: readonly WrittenSize[],
  { name, key, field }: WrittenSize,
): Fix[] {
  if (name !== 'dp') return removeOption(document, application, deviceMesh, key);
  const others = productOf(sizes.flatMap(each => (each.name === name ? [] : [each.size])));
  const value = (workers ?? 0) / others;
  if (field === undefined || !Number.isInteger(value) || value < 1) return [];
  return numberFix(document, application, { mapping: deviceMesh.node, key, field, value });
}
