/** What a rule is. One file per rule; its id is its file's name, its page docs/rules/<id>.md and its folder of cases. */
import type { Facts, SeverityName, Stage } from '../protocol';
import type { ClusterFile } from '../config/clusterFile';
import type { ServerConfig } from '../config/serverConfig';
import type { Finding } from '../document/finding';
import type { ParsedDocument } from '../document/tree';

/** All that a rule may look at. What is not known is absent, and a rule that needs it stays silent. */
export interface RuleContext {
  readonly document: ParsedDocument;
  readonly config: ServerConfig;
  /** The twinkle-kit version that the file is checked against, such as `0.5.1`. */
  readonly version: string;
  readonly facts: Facts;
  /** The cluster file that belongs to the configuration, read without errors. */
  readonly cluster?: ClusterFile;
}

export interface Rule {
  readonly id: string;
  readonly stage: Stage;
  readonly severity: SeverityName;
  check(context: RuleContext): Iterable<Finding>;
}
