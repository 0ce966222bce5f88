/** The request of protocol.ts for the value that made a launch fail, which is a diagnostic from then on. */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { causeView } from '../../../features/views/causeView';
import { causeRequest, type CauseParams, type CauseView } from '../../../protocol';
import type { Translate } from '../../../text/text';
import type { FailedLaunches } from '../failedLaunches';
import type { Answer } from './answering';

export interface CausePorts {
  readonly answer: Answer;
  readonly translate: () => Translate;
  readonly failedLaunches: FailedLaunches;
  /** There is more, or less, to say of a text than before. */
  readonly told: (uri: string) => void;
}

export function registerCauses(
  connection: Connection,
  { answer, translate, failedLaunches, told }: CausePorts,
): void {
  connection.onRequest(
    causeRequest,
    ({ uri, cause, ofTold = false }: CauseParams, token: CancellationToken) =>
      answer<CauseView | null>(uri, token, null, analysis => {
        if (cause === undefined) failedLaunches.begin(analysis);
        else failedLaunches.tell(analysis, cause, ofTold);
        told(analysis.uri);
        const finding = failedLaunches.finding(analysis);
        return finding === undefined ? null : causeView(analysis, finding, translate());
      }),
  );
}
