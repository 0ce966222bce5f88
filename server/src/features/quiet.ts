/**
 * Applications of which nothing was to be said. As long as their text and all that they are checked with stay the
 * same, there still is nothing to say; so an edit costs the check of the edited application, and of those with
 * findings. Findings themselves are never kept: their places and fixes belong to one text.
 */
import type { ClusterFile } from '../config/clusterFile';
import type { Application } from '../config/serverConfig';
import type { TreeNode } from '../document/tree';
import type { Facts } from '../protocol';
import type { Attention } from '../rules/run';

/** What applications are checked with. */
export interface Surroundings {
  readonly version: string;
  readonly facts: Facts;
  readonly cluster: ClusterFile | undefined;
  /** True for a text that was read to its end; in another one, less is said to be missing. */
  readonly isWhole: boolean;
}

export class Quiet implements Attention {
  private readonly nodes = new WeakSet<TreeNode>();
  private speaking = new Set<TreeNode>();
  /** What is known of the same applications in a text that is whole, where this one is not, or the other way round. */
  private other: Quiet | undefined;

  constructor(private readonly surroundings: Surroundings) {}

  /**
   * This, or another one where something else than the applications has changed. A line that is being typed is broken
   * at every other key press, so what was known before the text broke is known again when it is mended.
   */
  within(surroundings: Surroundings): Quiet {
    const own = this.surroundings;
    const isRelated =
      own.version === surroundings.version &&
      own.facts === surroundings.facts &&
      own.cluster === surroundings.cluster;
    if (!isRelated) return new Quiet(surroundings);
    if (own.isWhole === surroundings.isWhole) return this;
    if (this.other === undefined) {
      this.other = new Quiet(surroundings);
      this.other.other = this;
    }
    return this.other;
  }

  isQuiet({ node }: Pick<Application, 'node'>): boolean {
    return this.nodes.has(node);
  }

  spoke({ node }: Pick<Application, 'node'>): void {
    this.speaking.add(node);
  }

  /** Ends a check: the applications that nobody spoke of are quiet from now on. */
  settle(applications: readonly Application[]): void {
    for (const { node } of applications) if (!this.speaking.has(node)) this.nodes.add(node);
    this.speaking = new Set();
  }
}
