/** What the text of a `model_id` alone shows. */
import type { Application } from '../config/serverConfig';

/** Formats of the same weights, as their names end: a sampler may well use one of a model that is trained in full. */
const formats =
  /[-_](?:fp8|fp4|nvfp4|mxfp4|int[48]|[48]bits?|awq|gptq|gguf|bnb|w\d+a\d+|bf16|fp16)(?=[-_]|$)/gi;

/** The keys of an application that tell its `model_id`. */
export const modelIdKeys = ['args.backend', 'args.sampler_type', 'args.model_id'];

/** The `model_id` of an application that loads weights: not of a mock, and not one that is unknown. */
export function modelIdOf(application: Application | undefined): string | undefined {
  const args = application?.args;
  const isMock = [args?.backend, args?.samplerType].some(
    field => field !== undefined && (field.value === undefined || field.value === 'mock'),
  );
  return isMock ? undefined : args?.modelId?.value;
}

/** The id as a hub knows it, without `ms://` or `hf://`. */
export function nameOf(id: string): string {
  return id.replace(/^(?:ms|hf):\/\//, '');
}

/**
 * True where two ids on a hub are of different models. A path on disk may hold anything, and an owner may have a copy
 * of another's model; both are not told apart.
 */
export function isOtherModel(one: string, other: string): boolean {
  const [a, b] = [modelOf(one), modelOf(other)];
  return a !== undefined && b !== undefined && a !== b;
}

function modelOf(id: string): string | undefined {
  const [owner, model, ...more] = nameOf(id).split('/');
  if (owner === undefined || model === undefined || more.length > 0 || /^[.~]?$|^\.\.$/.test(owner))
    return undefined;
  return model.replace(formats, '').toLowerCase();
}
