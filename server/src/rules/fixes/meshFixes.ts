/** The ways to make a mesh fit its workers. Each one is tried on the numbers before it is offered. */
import type { Application } from '../../config/serverConfig';
import type { Field } from '../../config/field';
import { insertEntry, replaceValue } from '../../document/edits/edit';
import type { Fix, TextEdit } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { dataWorldSize, meshWorldSize, type Mesh } from '../../mesh/dataDispatch';
import type { MeshSetup } from '../../mesh/meshSetup';
import { meshVerdict } from '../../mesh/meshVerdict';
import { isOwn } from '../engine/place';

/**
 * Fixes of a finding of `mesh-world-size`. None is preferred: the file says two things, and which of them was meant
 * only its author knows.
 */
export function meshFixes(
  document: ParsedDocument,
  application: Application,
  setup: MeshSetup,
  strided: boolean,
): Fix[] {
  const offer = ({ key, value, changed, mapping, field }: Change): Fix[] => {
    if (meshVerdict(changed, strided) !== undefined) return [];
    const edits = writeNumber(document, application, mapping, key, field, value);
    return edits === undefined
      ? []
      : [{ title: text('Change {0} to {1}', key, value), edits, preferred: false }];
  };
  return [...rankChanges(setup), ...dataSizeChanges(setup), ...workerChanges(setup)].flatMap(offer);
}

interface Change {
  readonly key: string;
  readonly value: number;
  readonly mapping: MappingNode;
  readonly field: Field<unknown> | undefined;
  /** The numbers as they would be. */
  readonly changed: MeshSetup;
}

/** As many ranks as the mesh has use for. A list of ranks is left alone: which to add or drop is not ours to say. */
function rankChanges(setup: MeshSetup): Change[] {
  const field = setup.group.ranks;
  if (typeof field?.value !== 'number') return [];
  const workers = setup.engine === 'vllm' ? (dataWorldSize(setup.mesh) ?? 0) : setup.worldSize;
  const value = workers * setup.gpusPerWorker;
  const changed = { ...setup, ranks: value, workers };
  return workers < 1 ? [] : [{ key: 'ranks', value, mapping: setup.group.node, field, changed }];
}

/** Another data parallel size: dp_size, or fsdp_size where only that is written. */
function dataSizeChanges(setup: MeshSetup): Change[] {
  const { deviceMesh, mesh, workers } = setup;
  if (deviceMesh.raw) return [];
  const name =
    deviceMesh.sizes.dp_size === undefined && deviceMesh.sizes.fsdp_size !== undefined ? 'fsdp' : 'dp';
  const key = `${name}_size` as const;
  const old = mesh.dims.find(dim => dim.name === name)?.size ?? 1;
  const total = setup.engine === 'vllm' ? (dataWorldSize(mesh) ?? 0) : setup.worldSize;
  const value = (workers * old) / total;
  if (!Number.isInteger(value) || value < 1 || value === old) return [];
  const changed = withDim(setup, name, value);
  return [{ key, value, mapping: deviceMesh.node, field: deviceMesh.sizes[key], changed }];
}

/** In a sampler, tp_size is the number of GPUs of a worker, which only gpus_per_worker can give it. */
function workerChanges(setup: MeshSetup): Change[] {
  const { engine, group, mesh, ranks } = setup;
  const value = mesh.dims.find(dim => dim.name === 'tp')?.size ?? 1;
  if (engine !== 'vllm' || value === 1 || value === setup.gpusPerWorker || ranks % value !== 0) return [];
  const changed = { ...setup, gpusPerWorker: value, workers: ranks / value };
  return [{ key: 'gpus_per_worker', value, mapping: group.node, field: group.gpusPerWorker, changed }];
}

function withDim(setup: MeshSetup, name: string, size: number): MeshSetup {
  const has = setup.mesh.dims.some(dim => dim.name === name);
  const dims = has
    ? setup.mesh.dims.map(dim => (dim.name === name ? { name, size } : dim))
    : [...setup.mesh.dims, { name, size }];
  const mesh: Mesh = { ...setup.mesh, dims };
  return { ...setup, mesh, worldSize: meshWorldSize(mesh) };
}

/** Writes a number where the field stands, or as a new entry; nothing where an anchor would carry it elsewhere. */
function writeNumber(
  document: ParsedDocument,
  application: Application,
  mapping: MappingNode,
  key: string,
  field: Field<unknown> | undefined,
  value: number,
): TextEdit[] | undefined {
  if (!isOwn(application, mapping)) return undefined;
  if (field === undefined) return insertEntry(document, mapping, key, String(value));
  return isOwn(application, field) ? replaceValue(document, field.node, String(value)) : undefined;
}
