/** What can be seen of the machine before a configuration is written for it. */
import type { CachedModel, Card } from '../machine/keeper';

export interface Sight {
  /** Empty where no tool reports one; absent where nobody could look. */
  readonly cards?: readonly Card[];
  readonly models: readonly CachedModel[];
}

/** Where nothing may be started, or there is no machine. */
export const nothingSeen: Sight = { models: [] };

/** The cards of the kind that the machine has more of, since an application takes one kind. */
export function mainCards({ cards }: Sight): readonly Card[] | undefined {
  if (cards === undefined) return undefined;
  const [gpus, npus] = (['GPU', 'NPU'] as const).map(kind => cards.filter(card => card.kind === kind));
  return (npus?.length ?? 0) > (gpus?.length ?? 0) ? npus : gpus;
}
