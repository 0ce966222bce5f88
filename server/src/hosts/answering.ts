/** Answers requests about a file from its analysis, so that a mistake of ours costs one answer and is told once. */
import type { CancellationToken } from 'vscode-languageserver';
import type { Analysis } from '../features/analysis';
import { RenameRefused } from '../features/navigation/renameRefused';

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

/** @param report told of each mistake once, however often it happens */
export function answering(
  session: { analysis(uri: string): Promise<Analysis | undefined> },
  report: (error: unknown) => void,
): Answer {
  const told = new Set<string>();
  return async (uri, token, none, feature) => {
    try {
      const analysis = await session.analysis(uri);
      return analysis === undefined || token.isCancellationRequested ? none : feature(analysis);
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
