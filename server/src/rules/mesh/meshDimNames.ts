/**
 * `mesh` and `mesh_dim_names` that do not go together: rows of different lengths, another number of names than of
 * dimensions, or a name that is none of a dimension, for which there is an assertion without a message.
 * Source: twinkle/utils/device_mesh.py `DeviceMesh.__post_init__`, twinkle-kit 0.1 to 0.5.1; for models, samplers and
 * processors alike.
 */
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument, TreeNode } from '../../document/tree/tree';
import { replaceValue } from '../../document/edits/edit';
import type { Application, DeviceMesh } from '../../config/serverConfig';
import { Reader } from '../../config/reader';
import { nearestNames } from '../../strings/nearest';
import { dormant, mockField } from '../../schema/checks/dormant';
import { listed } from '../../text/listed';
import { text } from '../../text/text';
import { builderKeys, meshBuilder } from '../../mesh/meshBuilder';
import { isEditable, isOwn, placeOf } from '../engine/place';
import { rawMesh, type RawMesh } from '../../mesh/rawMesh';
import type { ApplicationRule, RuleFinding } from '../engine/rule';

const dimensionNames = ['dp', 'fsdp', 'tp', 'pp', 'cp', 'ep', 'ep_fsdp'];

/** What other libraries call them. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['data', 'dp'],
  ['data_parallel', 'dp'],
  ['shard', 'fsdp'],
  ['tensor', 'tp'],
  ['pipeline', 'pp'],
  ['context', 'cp'],
  ['expert', 'ep'],
]);

export const meshDimNames: ApplicationRule = {
  id: 'mesh-dim-names',
  stage: 'replica',
  severity: 'error',
  reads: builderKeys,

  *checkApplication({ application, document }) {
    const mock = mockField(application);
    const deviceMesh = (meshBuilder(application) ?? (mock && application.args))?.deviceMesh;
    if (deviceMesh === undefined) return;
    const raw = rawMesh(deviceMesh);
    const found =
      raw === undefined
        ? noList(document, application, deviceMesh)
        : complaint(document, application, deviceMesh, raw);
    if (found === undefined) return;
    yield { ...found, ...(mock !== undefined && dormant(found.message, mock)) };
  },
};

type Complaint = Pick<RuleFinding, 'message' | 'span' | 'path' | 'fixes'>;

function complaint(
  document: ParsedDocument,
  application: Application,
  { node, path }: DeviceMesh,
  { names, shape, dimNames }: RawMesh,
): Complaint | undefined {
  const field = (key: string) => new Reader(node, path).field(key, each => each);
  if (shape === 'ragged') {
    return {
      message: text(
        'The rows of this mesh have different lengths: the replica fails with "The requested array has an inhomogeneous shape".',
      ),
      ...placeOf(application, field('mesh')),
    };
  }
  if (shape.length !== dimNames.length) {
    return {
      message: text(
        'Dimensions of `mesh`: {0}, names in `mesh_dim_names`: {1}. The replica fails with "does not match the shape of".',
        shape.length,
        dimNames.length,
      ),
      ...placeOf(application, field('mesh_dim_names')),
    };
  }
  const index = dimNames.findIndex(name => !dimensionNames.includes(name));
  const [item, name] = [names.items[index], dimNames[index]];
  if (item === undefined || name === undefined) return undefined;
  const place = isOwn(application, item)
    ? { span: item.span, path: [...path, 'mesh_dim_names', index] }
    : placeOf(application, field('mesh_dim_names'));
  return {
    message: text(
      'A mesh has no dimension `{0}`, only {1}: the replica fails with an AssertionError without a message.',
      name,
      listed(dimensionNames),
    ),
    ...place,
    fixes: () => (isOwn(application, item) ? renames(document, item, name, dimNames) : []),
  };
}

/** A text is taken letter by letter, and no letter is a dimension. */
function noList(document: ParsedDocument, application: Application, mesh: DeviceMesh): Complaint | undefined {
  const field = new Reader(mesh.node, mesh.path).text('mesh_dim_names');
  if (field?.value === undefined) return undefined;
  const name = field.value;
  return {
    message: text('`mesh_dim_names` must be a list: a text is read letter by letter, and the replica fails.'),
    ...placeOf(application, field),
    fixes: () =>
      isEditable(application, field) && dimensionNames.includes(name)
        ? [
            {
              title: text('Change to {0}', `[${name}]`),
              edits: replaceValue(document, field.node, `[${name}]`),
              preferred: true,
            },
          ]
        : [],
  };
}

/** Preferred only for a name that people use for the same thing. */
function renames(document: ParsedDocument, item: TreeNode, name: string, taken: readonly string[]): Fix[] {
  const synonym = synonyms.get(name.toLowerCase());
  const near = nearestNames(name, dimensionNames).map(candidate => candidate.name);
  return [...new Set([...(synonym === undefined ? [] : [synonym]), ...near])]
    .filter(candidate => !taken.includes(candidate))
    .slice(0, 3)
    .map(candidate => ({
      title: text("Change to '{0}'", candidate),
      edits: replaceValue(document, item, candidate),
      preferred: candidate === synonym,
    }));
}
