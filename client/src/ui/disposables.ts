/** Holds what must be disposed together; disposes in the opposite order of adding, as later ones use earlier ones. */
import type { Disposable } from '../core/async/event';

export class Disposables implements Disposable {
  readonly #items: Disposable[] = [];

  add<T extends Disposable>(item: T): T {
    this.#items.push(item);
    return item;
  }

  dispose(): void {
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
