/** Shows the progress of a launch that this window finds under way: it was reloaded, or another one has begun it. */
import type { Disposable } from '../../core/async/event';
import { guarded } from '../messages/errors';
import type { ClusterModel } from '../model/clusterModel';
import type { Services } from '../services';
import { attendLaunch } from './actions/launch';

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
    await guarded(this.#services.log, attendLaunch)(this.#services, model);
    this.#attended.delete(model);
  }
}
