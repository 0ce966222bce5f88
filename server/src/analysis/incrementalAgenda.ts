/** What one check of a file must look at, by what the check before it has left in `Quiet`. */
import type { Application, ServerConfig } from '../config/serverConfig';
import { changedPaths } from '../document/tree/changes';
import type { MappingNode, TreeNode } from '../document/tree/tree';
import type { ApplicationRule, FileRule, Rule } from '../rules/engine/rule';
import type { Agenda } from '../rules/engine/run';
import type { Quiet } from './quiet';

export class IncrementalAgenda implements Agenda {
  private readonly speaking = new Set<Application>();
  private readonly spoke = new Map<Application, ApplicationRule[]>();
  private readonly fileSpoke: FileRule[] = [];
  private readonly asked: Application[] = [];
  /** Applications of the last check, if there are as many as now: those at one place are taken for one. */
  private readonly before: readonly TreeNode[] | undefined;
  /** What differs in the items that are not the nodes of the last check, by their places in the list. */
  private readonly changed = new Map<number, readonly string[]>();
  readonly ofFile: readonly FileRule[];

  /**
   * @param isReadable false for a text that cannot be read to its end: it is unknown what it has in all
   * @param broken its applications that may lack something for that reason
   */
  constructor(
    private readonly quiet: Quiet,
    private readonly config: ServerConfig,
    /** Those of which there may be something to say. */
    readonly applications: readonly Application[],
    private readonly isReadable: boolean,
    private readonly broken: ReadonlySet<Application>,
  ) {
    const before = itemsOf(quiet.last?.root);
    const now = itemsOf(config.root);
    this.before = before?.length === now?.length ? before : undefined;
    this.ofFile = isReadable ? this.dueOfFile(now) : [];
  }

  get rules(): readonly Rule[] {
    return this.quiet.active;
  }

  ofApplication(application: Application): readonly ApplicationRule[] {
    const { quiet } = this;
    if (this.broken.has(application)) return [];
    this.asked.push(application);
    const same = quiet.asked.get(application.node);
    if (same !== undefined) return same;
    const before = this.before?.[application.index];
    const spoke = before && quiet.asked.get(before);
    if (before === undefined || spoke === undefined) return quiet.ofApplication.all;
    return quiet.ofApplication.due(spoke, this.changes(application.index, before, application.node));
  }

  spokeOfFile(rule: FileRule): void {
    this.fileSpoke.push(rule);
  }

  spokeOf(application: Application, rule: ApplicationRule): void {
    this.speaking.add(application);
    const rules = this.spoke.get(application);
    if (rules === undefined) this.spoke.set(application, [rule]);
    else rules.push(rule);
  }

  isSpokenOf(application: Application): void {
    this.speaking.add(application);
  }

  /** Ends the check and leaves what it found to the next one. */
  settle(): void {
    const { quiet, config } = this;
    for (const application of this.asked)
      quiet.asked.set(application.node, this.spoke.get(application) ?? []);
    for (const application of this.applications)
      if (!this.speaking.has(application)) quiet.silent.add(application.node);
    if (this.isReadable) quiet.last = { root: config.root, spoke: this.fileSpoke };
  }

  private changes(index: number, before: TreeNode, now: TreeNode): readonly string[] {
    const paths = this.changed.get(index) ?? changedPaths(before, now);
    this.changed.set(index, paths);
    return paths;
  }

  private dueOfFile(now: readonly TreeNode[] | undefined): readonly FileRule[] {
    const { ofFile, last } = this.quiet;
    const { root } = this.config;
    if (last?.root?.kind !== 'mapping' || root?.kind !== 'mapping') return ofFile.all;
    if (this.before === undefined || now === undefined) return ofFile.all;
    const paths = changedPaths(withoutApplications(last.root), withoutApplications(root));
    for (let index = 0; index < now.length; index += 1) {
      const [before, item] = [this.before[index], now[index]];
      if (before === item || before === undefined || item === undefined) continue;
      const changed = this.changes(index, before, item);
      // What was no application may have become one.
      if (changed.includes('')) return ofFile.all;
      for (const path of changed) paths.push(`${applications}.${path}`);
    }
    return ofFile.due(last.spoke, paths);
  }
}

const applications = 'applications';

function itemsOf(root: TreeNode | undefined): readonly TreeNode[] | undefined {
  if (root?.kind !== 'mapping') return undefined;
  const list = root.entries.find(({ key }) => key.value === applications)?.value;
  return list?.kind === 'sequence' ? list.items : undefined;
}

function withoutApplications(root: MappingNode): MappingNode {
  return { ...root, entries: root.entries.filter(({ key }) => key.value !== applications) };
}
