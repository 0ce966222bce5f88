/**
 * Workers are numbered from 0, whatever GPUs they have, and look themselves up in the mesh by that number. One that is
 * not in it counts as the first data rank, so that several take the first slice of a batch and others get none.
 * Source: `RANK` in twinkle/infra/_ray/ray_helper.py `create_workers`, and twinkle/utils/device_mesh.py
 * `get_data_rank_from_global_rank`, `create_process_group`, twinkle-kit 0.1 to 0.5.1.
 */
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { replaceValue } from '../../document/edits/edit';
import type { Application } from '../../config/serverConfig';
import { Reader } from '../../config/reader';
import { text } from '../../text/text';
import { builderKeys, meshBuilder, type MeshBuilder } from '../../mesh/meshBuilder';
import { isOwn, placeOf } from '../engine/place';
import { rawMesh, rawSize, type RawMesh } from '../../mesh/rawMesh';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';

export const meshRanks: ApplicationRule = {
  id: 'mesh-ranks',
  stage: 'silent',
  severity: 'warning',
  consequenceOf: ['mesh-dim-names', 'mesh-without-data'],
  reads: builderKeys,

  *checkApplication({ application, document }) {
    const built = meshBuilder(application);
    const raw = built && rawMesh(built.deviceMesh);
    const ranks = raw?.ranks;
    if (built === undefined || raw === undefined || ranks === undefined || built.builder === 'processor')
      return;
    const shares = (rawSize(raw, 'dp') ?? 0) * (rawSize(raw, 'fsdp') ?? 1);
    const missing = ranks.map((_, index) => index).filter(index => !ranks.includes(index));
    if (shares < 2 || missing[0] === undefined) return;
    const { node, path } = built.deviceMesh;
    yield {
      ...verdict(built, shares, ranks.length - 1, missing[0]),
      ...placeOf(
        application,
        new Reader(node, path).field('mesh', each => each),
      ),
      fixes: () => countedFromZero(document, application, raw, ranks),
    };
  },
};

/** Transformers looks its worker up in the mesh before the first forward, as soon as there are as many as shares. */
function verdict(
  { builder, workers }: MeshBuilder,
  shares: number,
  last: number,
  missing: number,
): RuleVerdict {
  return builder === 'transformers' && workers !== undefined && workers >= shares
    ? {
        stage: 'request',
        severity: 'error',
        message: text(
          'Workers are numbered from 0, whatever GPUs they have, and this mesh does not have all of 0 to {0}: worker {1} fails at the first request, with an IndexError.',
          last,
          missing,
        ),
      }
    : {
        message: text(
          'Workers are numbered from 0, whatever GPUs they have, and this mesh does not have all of 0 to {0}: worker {1} is missing, and silently takes the first share of each batch.',
          last,
          missing,
        ),
      };
}

/** Ranks that follow on each other are those of the GPUs, which `ranks` of the group names already. */
function countedFromZero(
  document: ParsedDocument,
  application: Application,
  { mesh, shape }: RawMesh,
  ranks: readonly number[],
): Fix[] {
  if (mesh.kind !== 'sequence' || !mesh.flow || shape.length !== 1 || !isOwn(application, mesh)) return [];
  const first = ranks[0] ?? 0;
  if (ranks.some((rank, index) => rank !== first + index)) return [];
  const list = `[${ranks.map((_, index) => index).join(', ')}]`;
  return [
    { title: text('Count from 0: {0}', list), edits: replaceValue(document, mesh, list), preferred: true },
  ];
}
