/** The arithmetic of a device mesh in one line, for hover and inlay hints. */
import type { Application } from '../../config/serverConfig';
import { dataWorldSize } from '../../mesh/dataDispatch';
import { shownSetup, type MeshSetup } from '../../mesh/meshSetup';
import { quotient, shortProduct } from '../../mesh/meshVerdict';
import { text, type Text } from '../../text/text';

export interface MeshText {
  /** `dp 2 × tp 2 = 4 workers`. */
  readonly world: Text;
  /** `ranks 8 ÷ gpus_per_worker 2 = 4 workers`. */
  readonly workers: Text;
  /** Both in one, and where they differ, that they do. */
  readonly both: Text;
}

/** Undefined where a number is unknown, and for an application without a mesh. A mock has the numbers, though it builds none. */
export function meshText(application: Application): MeshText | undefined {
  const setup = shownSetup(application);
  if (setup === undefined) return undefined;
  return { world: worldText(setup), workers: workersText(setup), both: bothText(setup) };
}

/** The prompts of a sampler are divided by its data size alone, so there the mesh is given in GPUs. */
function isGrouped({ engine, worldSize, workers }: MeshSetup): boolean {
  return engine === 'vllm' && worldSize !== workers;
}

function worldText(setup: MeshSetup): Text {
  const { worldSize } = setup;
  return isGrouped(setup)
    ? text('{0} = {1} {1|rank|ranks}', shortProduct(setup), worldSize)
    : text('{0} = {1} {1|worker|workers}', shortProduct(setup), worldSize);
}

function workersText(setup: MeshSetup): Text {
  const { workers, gpusPerWorker } = setup;
  return gpusPerWorker === 1
    ? text('{0} {0|worker|workers}', workers)
    : text('{0} = {1} {1|worker|workers}', quotient(setup), workers);
}

function bothText(setup: MeshSetup): Text {
  const { worldSize, workers } = setup;
  const [sizes, ranks] = [shortProduct(setup), quotient(setup)];
  if (worldSize === workers) return text('{0} = {1} {1|worker|workers} = {2}', sizes, worldSize, ranks);
  if (setup.engine === 'vllm') {
    const slices = dataWorldSize(setup.mesh);
    if (slices === workers) {
      return text(
        '{0} = {1} {1|rank|ranks}; {2} {2|slice|slices} of prompts for {3} = {2} {2|worker|workers}',
        sizes,
        worldSize,
        slices,
        ranks,
      );
    }
  }
  return text('{0} = {1} {1|worker|workers}, but {2} = {3}', sizes, worldSize, ranks, workers);
}
