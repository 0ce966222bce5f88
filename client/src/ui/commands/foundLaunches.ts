/** Shows the progress of a launch that this window finds under way: it was reloaded, or another one has begun it. */
import type { Disposable } from '../../core/async/event';
import { guarded } from '../messages/errors';
import type { ClusterModel } from '../model/clusterModel';
import type { Services } from '../services';

export class FoundLaunches implements Disposable {
  readonly #services: Services;
  readonly #attended = new WeakSet<ClusterModel>();
  readonly #subscription: Disposable;

  constructor(services: Services) {
    this.#services = services;
    this.#subscription = services.clusters.onDidChange(() => {
      for (const model of services.clusters.all) void this.#look(model);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Never rejects. */
  async #look(model: ClusterModel): Promise<void> {
    if (!model.launch.hasFoundLaunch || this.#attended.has(model)) return;
    this.#attended.add(model);
    const attend = guarded(this.#services.log, async () => {
      // Loaded with the first launch that is found.
      const { attendLaunch } = await import('./actions/launch');
      await attendLaunch(this.#services, model);
    });
    await attend();
    this.#attended.delete(model);
  }
}
