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
  /** By analysis, since facts and the cluster file may change while the text stays. */
  readonly #found = new WeakMap<
    Analysis,
    { readonly cause: LaunchCause; readonly finding: Finding | undefined }
  >();

  /** @param cause undefined: the next launch has begun */
  tell({ uri, document }: Analysis, cause: LaunchCause | undefined): void {
    if (cause === undefined) this.#launches.delete(uri);
    else this.#launches.set(uri, { text: document.text, cause });
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
