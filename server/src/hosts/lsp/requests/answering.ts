/** Answers requests about a file from its analysis, so that a mistake of ours costs one answer and is reported once. */
import type { CancellationToken } from 'vscode-languageserver';
import type { Analysis } from '../../../analysis/analysis';
import { RenameRefused } from '../../../features/navigation/renameRefused';
import type { Steps } from '../../../placement/search/steps';
import { inSlices, type Pauses } from './slices';

/**
 * Answers with what a feature makes of the analysis of a file, or with `none`: where there is no analysis, where the
 * client no longer waits, and where the feature throws what is no refusal.
 */
export type Answer = <T>(
  uri: string,
  token: CancellationToken,
  none: T,
  feature: (analysis: Analysis) => T,
) => Promise<T>;

/** The same for a feature that may take long. Other requests are answered meanwhile, and an edit starts it anew. */
export type SlowAnswer = <T>(
  uri: string,
  token: CancellationToken,
  none: T,
  feature: (analysis: Analysis) => Steps<T>,
) => Promise<T>;

interface Analyses {
  analysis(uri: string): Promise<Analysis | undefined>;
}

interface ChangingAnalyses extends Analyses {
  /** False once another request has made a later one of the file: nothing may be asked of this one then. */
  isCurrent(analysis: Analysis): boolean;
}

/** @param report called once for each mistake, however often it happens */
export function answering(session: Analyses, report: (error: unknown) => void): Answer {
  const guarded = guarding(report);
  return (uri, token, none, feature) =>
    guarded(none, async () => {
      const analysis = await session.analysis(uri);
      return analysis === undefined || token.isCancellationRequested ? none : feature(analysis);
    });
}

/** @param changes number of changes so far of all that an analysis is made of */
export function answeringSlowly(
  session: ChangingAnalyses,
  report: (error: unknown) => void,
  { defer, changes }: Pick<Pauses, 'defer'> & { readonly changes: () => number },
): SlowAnswer {
  const guarded = guarding(report);
  return <T>(uri: string, token: CancellationToken, none: T, feature: (analysis: Analysis) => Steps<T>) =>
    guarded(none, async () => {
      for (;;) {
        let seen = changes();
        const analysis = await session.analysis(uri);
        if (analysis === undefined || token.isCancellationRequested) return none;
        const isOver = async (): Promise<boolean> => {
          if (token.isCancellationRequested || !session.isCurrent(analysis)) return true;
          if (changes() === seen) return false;
          seen = changes();
          return (await session.analysis(uri)) !== analysis;
        };
        const answer = await inSlices(feature(analysis), { defer, isOver });
        if (answer !== undefined) return answer;
      }
    });
}

function guarding(report: (error: unknown) => void): <T>(none: T, make: () => Promise<T>) => Promise<T> {
  const told = new Set<string>();
  return async (none, make) => {
    try {
      return await make();
    } catch (error) {
      if (error instanceof RenameRefused) throw error;
      const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!told.has(where)) {
        told.add(where);
        report(error);
      }
      return none;
    }
  };
}
