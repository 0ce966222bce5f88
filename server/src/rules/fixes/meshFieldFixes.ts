/** Fixes of single fields of a device mesh. */
import type { Application, DeviceMesh } from '../../config/serverConfig';
import { removeEntry, renameKey } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { MeshSetup } from '../../mesh/meshSetup';
import { text } from '../../text/text';
import { isOwn } from '../engine/place';

/** The GPUs of one dimension given to another that the mesh does not have yet. Never preferred. */
export function renameSize(
  document: ParsedDocument,
  application: Application,
  { deviceMesh }: MeshSetup,
  from: string,
  to: string,
): Fix[] {
  const entries = deviceMesh.node.entries;
  const entry = entries.find(({ key }) => key.value === `${from}_size`);
  if (entry === undefined || entry.merged || !isOwn(application, entry.key)) return [];
  if (entries.some(({ key }) => key.value === `${to}_size`)) return [];
  return [
    {
      title: text('Change {0} to {1}', `${from}_size`, `${to}_size`),
      edits: renameKey(entry, `${to}_size`),
      preferred: false,
    },
  ];
}

export function removeOption(
  document: ParsedDocument,
  application: Application,
  { node }: DeviceMesh,
  key: string,
): Fix[] {
  const entry = node.entries.find(each => each.key.value === key);
  if (entry === undefined || entry.merged || !isOwn(application, entry.key) || node.entries.length < 2)
    return [];
  return [{ title: text('Remove {0}', key), edits: removeEntry(document, node, entry), preferred: false }];
}
