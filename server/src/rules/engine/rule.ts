/** What a rule is. One file per rule; its id is its file's name, its page docs/rules/<id>.md and its folder of cases. */
import type { Facts, SeverityName, Stage } from '../../protocol';
import type { ClusterFile } from '../../config/clusterFile';
import type { Application, ServerConfig } from '../../config/serverConfig';
import type { Finding } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';

/** What is known beside the file's applications. What is not known is absent, and a rule that needs it stays silent. */
interface Surroundings {
  /** For edits. What a rule concludes it reads from `config` or `application`. */
  readonly document: ParsedDocument;
  /** The twinkle-kit version that the file is checked against, such as `0.5.1`. */
  readonly version: string;
  readonly facts: Facts;
  /** The cluster file that belongs to the configuration, read without errors. */
  readonly cluster?: ClusterFile;
}

/** All that a rule about the whole file may look at. */
export interface RuleContext extends Surroundings {
  readonly config: ServerConfig;
}

/**
 * All that a rule about one application may look at. It has no other applications on purpose: as long as neither the
 * application's text nor its surroundings change, a rule that found nothing need not run again.
 */
export interface ApplicationContext extends Surroundings {
  readonly application: Application;
}

/**
 * What a rule finds. The engine makes a finding of it (`stamped` in run.ts): its code is the id of the rule, and its
 * stage and severity are those of the rule, unless the finding has its own because more or less follows from it.
 */
export interface RuleFinding extends Omit<Finding, 'code' | 'stage' | 'severity'> {
  readonly stage?: Stage;
  readonly severity?: SeverityName;
}

/** What a rule says of a place, where the place is known elsewhere. */
export type RuleVerdict = Pick<RuleFinding, 'stage' | 'severity' | 'message'>;

interface RuleBase {
  readonly id: string;
  /** What its findings have that have none of their own. */
  readonly stage: Stage;
  readonly severity: SeverityName;
  /** Versions of twinkle-kit that it speaks of: from `since`, up to but without `before`. */
  readonly versions?: { readonly since?: string; readonly before?: string };
  /** True for one that runs only where the setting `twinkle.rules` gives it a severity. */
  readonly optIn?: true;
  /** True where the forecast of placement says the same of the application, so that it is no reason of its own there. */
  readonly inForecast?: true;
  /**
   * Codes that explain this rule's finding where both speak of one application: then only the cause is a finding, and
   * this one goes along as its related information.
   */
  readonly consequenceOf?: readonly string[];
  /**
   * The keys that decide whether it has anything to say, each with all that is below it: from the application on, such
   * as `args.device_mesh`; for a rule about the file from the root on, those of the applications behind `applications`,
   * such as `applications.args.model_id`. As long as nothing there changes, a rule that found nothing is not run again.
   * A rule that looks at the text itself reads everything.
   */
  readonly reads: readonly string[] | 'everything';
}

/** Looks at one application alone. */
export interface ApplicationRule extends RuleBase {
  checkApplication(context: ApplicationContext): Iterable<RuleFinding>;
}

/** Looks at the file as a whole: at several applications, or at what stands beside them. */
export interface FileRule extends RuleBase {
  checkFile(context: RuleContext): Iterable<RuleFinding>;
}

export type Rule = ApplicationRule | FileRule;
