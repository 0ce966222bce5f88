/** What becomes of a batch when mesh and workers differ, told with the numbers of the file. */
import type { Stage } from '../protocol';
import { text, type Text } from '../text/text';
import { dispatch, type Dispatch } from './dataDispatch';
import type { MeshSetup } from './meshSetup';

export interface Verdict {
  readonly stage: Stage;
  readonly message: Text;
}

/** The order in which people name them. */
const order = ['dp', 'fsdp', 'tp', 'pp', 'cp'];

interface Dim {
  readonly name: string;
  readonly size: number;
}

/** `dp 2 × tp 2 × pp 1`: the sizes that are written, in the order in which people name them. */
export function factors(dims: readonly Dim[]): string {
  return dims
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
    .map(dim => `${dim.name} ${dim.size}`)
    .join(' × ');
}

/** {@link factors} of a mesh; with `mesh_dim_names` in the order of the file. */
function product({ mesh: { dims }, deviceMesh: { raw, sizes } }: MeshSetup): string {
  if (raw) return dims.map(dim => `${dim.name} ${dim.size}`).join(' × ');
  const written = dims.filter(({ name }) => Object.hasOwn(sizes, `${name}_size`));
  return factors(written.length > 0 ? written : dims);
}

/** The same without sizes of 1, unless there is no other: for places where room is short. */
export function shortProduct(setup: MeshSetup): string {
  const dims = setup.mesh.dims.filter(dim => dim.size > 1);
  return dims.length > 0 ? product({ ...setup, mesh: { ...setup.mesh, dims } }) : product(setup);
}

/** `ranks 8 ÷ gpus_per_worker 1`. */
export function quotient({ ranks, gpusPerWorker }: MeshSetup): string {
  return `ranks ${ranks} ÷ gpus_per_worker ${gpusPerWorker}`;
}

/** What is wrong with a setup, or undefined if it fits. */
export function meshVerdict(setup: MeshSetup, strided: boolean): Verdict | undefined {
  return setup.engine === 'vllm' ? samplerVerdict(setup, strided) : modelVerdict(setup, strided);
}

/** What happens to a model whose mesh has another number of ranks than there are workers, or undefined if it fits. */
function modelVerdict(setup: MeshSetup, strided: boolean): Verdict | undefined {
  const { worldSize, workers } = setup;
  if (worldSize === workers) return undefined;
  const numbers = [product(setup), worldSize, quotient(setup), workers] as const;
  if (failsInMegatron(setup)) {
    return {
      stage: 'replica',
      message: text(
        '{0} = {1} {1|worker|workers}, but {2} = {3}: Megatron refuses it while the replica starts.',
        ...numbers,
      ),
    };
  }
  if (failsInAccelerate(setup)) {
    return {
      stage: 'replica',
      message: text(
        '{0} = {1} {1|worker|workers}, but {2} = {3}: accelerate refuses it while the replica starts.',
        ...numbers,
      ),
    };
  }
  if (failsAtFirstForward(setup)) {
    return {
      stage: 'request',
      message: text(
        '{0} = {1} {1|worker|workers}, but {2} = {3}: the workers beyond the mesh fail at the first request, with an IndexError.',
        ...numbers,
      ),
    };
  }
  const share = dispatch(setup.mesh, workers, strided);
  return share && { stage: 'silent', message: modelConsequence(share, numbers) };
}

/** Sizes as words, what they come to, ranks ÷ gpus_per_worker as words, and what that comes to. */
type Numbers = readonly [sizes: string, result: number, quotient: string, workers: number];

function modelConsequence({ slices, lost, repeated }: Dispatch, numbers: Numbers): Text {
  if (lost > 0 && repeated > 0) {
    return text(
      '{0} = {1} {1|worker|workers}, but {2} = {3}: {4} of {5} {5|slice|slices} of each batch silently {4|reaches|reach} no worker, and others reach several.',
      ...numbers,
      lost,
      slices,
    );
  }
  if (lost > 0) {
    return text(
      '{0} = {1} {1|worker|workers}, but {2} = {3}: {4} of {5} {5|slice|slices} of each batch silently {4|reaches|reach} no worker.',
      ...numbers,
      lost,
      slices,
    );
  }
  const [sizes, worldSize, quotientText, workers] = numbers;
  if (worldSize === 1) {
    return text(
      'The mesh is for one worker ({0}), but {1} = {2}: each worker silently trains on the whole batch.',
      sizes,
      quotientText,
      workers,
    );
  }
  if (slices === 1) {
    return text(
      '{0} = {1} {1|worker|workers}, but {2} = {3}: each worker silently trains on the whole batch.',
      ...numbers,
    );
  }
  if (repeated > 0) {
    return text(
      '{0} = {1} {1|worker|workers}, but {2} = {3}: several workers silently train on the same samples.',
      ...numbers,
    );
  }
  return text(
    '{0} = {1} {1|worker|workers}, but {2} = {3}: the mesh contains ranks that have no process.',
    ...numbers,
  );
}

/**
 * What happens to a sampler whose workers do not get one slice of the prompts each, or undefined if they do. The mesh
 * may hold more ranks than workers, as with `tp_size` = `gpus_per_worker`, so the slices count and not the product.
 */
function samplerVerdict(setup: MeshSetup, strided: boolean): Verdict | undefined {
  const share = dispatch(setup.mesh, setup.workers, strided);
  if (share === undefined || (share.lost === 0 && share.repeated === 0)) return undefined;
  const numbers = [product(setup), share.slices, quotient(setup), setup.workers] as const;
  return { stage: 'silent', message: samplerConsequence(share, numbers) };
}

function samplerConsequence({ slices, lost, repeated }: Dispatch, numbers: Numbers): Text {
  if (slices === 1) {
    const [sizes, , quotientText, workers] = numbers;
    return text(
      'Prompts are sent whole ({0}), but {1} = {2} {2|worker|workers}: each of them answers all prompts.',
      sizes,
      quotientText,
      workers,
    );
  }
  if (lost === 0) {
    return text(
      'Prompts are sent in {1} {1|slice|slices} ({0}), but {2} = {3} {3|worker|workers}: several workers answer the same prompts.',
      ...numbers,
    );
  }
  return repeated === 0
    ? text(
        'Prompts are sent in {1} {1|slice|slices} ({0}), but {2} = {3} {3|worker|workers}: {4} of the slices {4|gets|get} no answer.',
        ...numbers,
        lost,
      )
    : text(
        'Prompts are sent in {1} {1|slice|slices} ({0}), but {2} = {3} {3|worker|workers}: {4} of the slices {4|gets|get} no answer, and others get several.',
        ...numbers,
        lost,
      );
}

/**
 * Megatron compares the mesh with its own groups while the replica starts, but not for a mesh of one rank, and not
 * fsdp. Source: twinkle/model/megatron/strategy/megatron.py `_check_device_mesh`, `wrap_model`, twinkle-kit 0.5.1.
 */
function failsInMegatron({ engine, mesh, worldSize, workers }: MeshSetup): boolean {
  if (engine !== 'megatron' || worldSize <= 1) return false;
  const modelParallel = size(mesh, 'tp') * size(mesh, 'pp') * size(mesh, 'cp');
  return workers % modelParallel !== 0 || size(mesh, 'dp') !== workers / modelParallel;
}

/**
 * With tp or cp, accelerate compares dp × fsdp × tp × cp with the number of processes.
 * Source: twinkle/model/transformers/strategy/accelerate.py `_parallelism_config_from_device_mesh`, twinkle-kit 0.5.1.
 */
function failsInAccelerate({ engine, mesh, workers }: MeshSetup): boolean {
  const parallel = size(mesh, 'tp') * size(mesh, 'cp');
  if (engine !== 'transformers' || parallel === 1) return false;
  return size(mesh, 'dp') * size(mesh, 'fsdp') * parallel !== workers;
}

/**
 * With several data ranks, each worker looks itself up in the mesh before its first forward, and one that is not in it
 * finds nothing. Source: twinkle/model/transformers/transformers.py `_ensure_dp_group` and
 * twinkle/utils/device_mesh.py `create_process_group`, twinkle-kit 0.5.1.
 */
function failsAtFirstForward({ engine, mesh, worldSize, workers }: MeshSetup): boolean {
  return engine === 'transformers' && worldSize < workers && size(mesh, 'dp') * size(mesh, 'fsdp') > 1;
}

function size({ dims }: MeshSetup['mesh'], name: string): number {
  return dims.find(dim => dim.name === name)?.size ?? 1;
}
