/** Looks for cards and for models on a machine. */
import type { Keeper } from '../../core/machine/keeper';
import { nothingSeen, type Sight } from '../../core/newConfig/sight';
import { UserError } from '../../core/text/text';

/**
 * What is there. A machine that cannot be asked, for want of a Python, shows nothing. Throws on abort, and what is no
 * UserError.
 */
export async function look(keeper: Pick<Keeper, 'facts' | 'models'>, signal: AbortSignal): Promise<Sight> {
  const unlessRefused = async <T>(question: Promise<T>, none: T): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UserError) return none;
      throw error;
    }
  };
  const [facts, models] = await Promise.all([
    unlessRefused(keeper.facts({ cards: true }, signal), undefined),
    unlessRefused(keeper.models(signal), nothingSeen.models),
  ]);
  // No tool that reports cards is there: whoever has cards has one.
  return facts === undefined ? { models } : { cards: facts.cards ?? [], models };
}
