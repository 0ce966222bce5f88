/** Two clusters for launches side by side: while the launch of one waits, that of the other has the cores. */
import { RuleLab } from './ruleLab';

export interface UseOptions {
  /** Replicas wait on it in the end, which end with the cluster alone: nothing else is launched on it. */
  readonly waits?: boolean;
}

export class RuleLabs {
  readonly #all = new Set<RuleLab>();
  readonly #idle: RuleLab[] = [];
  #starting: Promise<unknown> = Promise.resolve();

  /** Gives the action a cluster that nothing is launched on, and starts one where there is none. */
  async use<T>(action: (lab: RuleLab) => Promise<T>, { waits = false }: UseOptions = {}): Promise<T> {
    const lab = this.#idle.pop() ?? (await this.#started());
    try {
      return await action(lab);
    } finally {
      if (waits) await this.#end(lab);
      else this.#idle.push(lab);
    }
  }

  async dispose(): Promise<void> {
    for (const lab of this.#all) await this.#end(lab);
  }

  /** One after another: what starts looks for ports that are free. */
  async #started(): Promise<RuleLab> {
    const lab = new RuleLab();
    this.#all.add(lab);
    const start = this.#starting.then(() => lab.start());
    this.#starting = start.catch(() => undefined);
    await start;
    return lab;
  }

  async #end(lab: RuleLab): Promise<void> {
    this.#all.delete(lab);
    await lab.stop();
    await lab.dispose();
  }
}
