/** Which model applications train adapters, for the rules about the samplers that are to hold them. */
import type { Application } from '../../config/serverConfig';
import { modelIdKeys } from '../../models/modelIds';

/** The keys of an application by which a sampler is found to serve the weights that a model trains adapters of. */
export const adapterPairKeys = [
  'import_path',
  ...modelIdKeys,
  'args.train_mode',
  'args.engine_args.enable_lora',
];

/** The weights of a model application that trains adapters, not the whole model. */
export function trainedModel({ kind, args }: Application): string | undefined {
  if (kind?.value !== 'model' || args === undefined) return undefined;
  const isReal = args.backend?.value === 'transformers' || args.backend?.value === 'megatron';
  const isFull = args.node.entries.some(({ key }) => key.value === 'train_mode');
  return isReal && !isFull ? args.modelId?.value : undefined;
}
