/**
 * What was found when a file was checked last, as far as the next check can make use of it: the applications of which
 * nothing was to be said, and the rules that spoke of the others and of the file. As long as what a rule reads and all
 * that is checked with it stay the same, a rule that found nothing finds nothing; so an edit costs the rules that read
 * the edited keys, and those with findings. Findings themselves are never kept: their places and fixes belong to one
 * text.
 */
import type { ClusterFile } from '../config/clusterFile';
import type { TreeNode } from '../document/tree/tree';
import type { Facts } from '../protocol';
import { Readers } from '../rules/engine/readers';
import type { ApplicationRule, FileRule, Rule } from '../rules/engine/rule';
import { activeRules } from '../rules/engine/run';

/** What applications are checked with. */
export interface Surroundings {
  readonly version: string;
  readonly facts: Facts;
  readonly cluster: ClusterFile | undefined;
  /** True for a text that was read to its end; in another one, less is said to be missing. */
  readonly isWhole: boolean;
}

/** A tree of which all rules have been asked, and those about the file that spoke. */
export interface CheckedRoot {
  readonly root: TreeNode | undefined;
  readonly spoke: readonly FileRule[];
}

export class Quiet {
  /** The rules that are asked. */
  readonly active: readonly Rule[];
  readonly ofFile: Readers<FileRule>;
  readonly ofApplication: Readers<ApplicationRule>;
  /** Applications of which neither the schema nor a rule had anything to say. */
  readonly silent = new WeakSet<TreeNode>();
  /** Applications that all rules have been asked about, and the rules that spoke. */
  readonly asked = new WeakMap<TreeNode, readonly ApplicationRule[]>();
  last: CheckedRoot | undefined;
  /** What is known of the same file as a text that is whole, where this one is not, or the other way round. */
  private other: Quiet | undefined;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly rules: readonly Rule[],
  ) {
    this.active = activeRules(rules, surroundings.version, surroundings.facts);
    this.ofFile = new Readers(this.active.filter(rule => 'checkFile' in rule));
    this.ofApplication = new Readers(this.active.filter(rule => 'checkApplication' in rule));
  }

  /**
   * This, or another one where something else than the file has changed. A line that is being typed is broken at every
   * other key press, so what was known before the text broke is known again when it is fixed.
   */
  within(surroundings: Surroundings): Quiet {
    const own = this.surroundings;
    const isRelated =
      own.version === surroundings.version &&
      own.facts === surroundings.facts &&
      own.cluster === surroundings.cluster;
    if (!isRelated) return new Quiet(surroundings, this.rules);
    if (own.isWhole === surroundings.isWhole) return this;
    if (this.other === undefined) {
      this.other = new Quiet(surroundings, this.rules);
      this.other.other = this;
    }
    return this.other;
  }
}
