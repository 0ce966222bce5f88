/** Launches that failed, as the client reports them: of each file the last one, until its text changes. */
import type { Analysis } from '../../analysis/analysis';
import { causeOf } from '../../causes/causeOf';
import { withCause } from '../../causes/withCause';
import type { Finding } from '../../document/tree/finding';
import type { LaunchCause } from '../../protocol';

interface FailedLaunch {
  /** The text that was launched. */
  readonly text: string;
  readonly cause: LaunchCause;
}

export class FailedLaunches {
  readonly #launches = new Map<string, FailedLaunch>();
  /** What the last launch of each file began with, where the client has reported it. */
  readonly #begun = new Map<string, string>();
  /** By analysis, since facts and the cluster file may change while the text stays. */
  readonly #found = new WeakMap<
    Analysis,
    { readonly cause: LaunchCause; readonly finding: Finding | undefined }
  >();

  /** The next launch of this text has begun. */
  begin({ uri, document }: Analysis): void {
    this.#launches.delete(uri);
    this.#begun.set(uri, document.text);
  }

  /** @param ofTold it is the launch that was reported to have begun, with the text of then */
  tell({ uri, document }: Analysis, cause: LaunchCause, ofTold: boolean): void {
    this.#launches.delete(uri);
    if (ofTold && this.#begun.get(uri) !== document.text) return;
    this.#launches.set(uri, { text: document.text, cause });
  }

  /** The value that made the launch of this text fail. The same object for the same analysis. */
  finding(analysis: Analysis): Finding | undefined {
    const launch = this.#of(analysis);
    if (launch === undefined || analysis.kind !== 'config') return undefined;
    const known = this.#found.get(analysis);
    if (known?.cause === launch.cause) return known.finding;
    const finding = causeOf(analysis, launch.cause);
    this.#found.set(analysis, { cause: launch.cause, finding });
    return finding;
  }

  /** The findings of an analysis, with that one. */
  findings(analysis: Analysis): readonly Finding[] {
    const finding = this.finding(analysis);
    const cause = this.#launches.get(analysis.uri)?.cause;
    if (finding === undefined || cause === undefined) return analysis.findings;
    return withCause(analysis.findings, { finding, cause });
  }

  #of({ uri, document }: Analysis): FailedLaunch | undefined {
    const launch = this.#launches.get(uri);
    if (launch === undefined || launch.text === document.text) return launch;
    this.#launches.delete(uri);
    return undefined;
  }
}
