/** Models that a person may choose for a new configuration: those of the caches, and what they type. */
import { text, type Text } from '../text/text';
import type { CachedModel } from '../machine/keeper';

/** Where no model is in a cache. It is downloaded at the first launch. */
export const usualModel = 'Qwen/Qwen3.5-4B';

/** Language models first, then the others; each by its hub and name. */
export function inLikelyOrder(models: readonly CachedModel[]): CachedModel[] {
  const rank = ({ architecture }: CachedModel) =>
    architecture === undefined ? 1 : /For(?:CausalLM|ConditionalGeneration)$/.test(architecture) ? 0 : 2;
  return models.toSorted((a, b) => rank(a) - rank(b));
}

/** As `model_id` has it. */
export function modelId({ hub, id }: CachedModel): string {
  return `${hub}://${id}`;
}

/** Gigabytes with one digit, as the hubs count them. */
export function sizeText(bytes: number): Text {
  return text('{0} GB', (bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0));
}

/** Whether somebody may have typed a model: an id with or without its hub, or a path. */
export function mayBeModel(typed: string): boolean {
  const name = typed.trim();
  // No name has more, and a line of text is no name.
  if (name.length > 300 || /\p{Cc}/u.test(name)) return false;
  if (/^~?\/[^/]/.test(name)) return true;
  return /^(?:(?:ms|hf):\/\/)?[^\s/:]+(?:\/[^\s/:]+)?$/.test(name);
}
