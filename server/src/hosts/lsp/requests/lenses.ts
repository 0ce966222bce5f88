/** Registers code lenses and the forecast behind one of them. */
import {
  CodeLensRefreshRequest,
  type CancellationToken,
  type CodeLens,
  type Connection,
} from 'vscode-languageserver';
import type { Analysis } from '../../../analysis/analysis';
import { codeLenses } from '../../../features/codeLens';
import { forecastView } from '../../../features/views/forecastView';
import { forecastRequest, type FileParams, type ForecastView, type ServerView } from '../../../protocol';
import type { Steps } from '../../../placement/search/steps';
import type { Translate } from '../../../text/text';
import type { SlowAnswer } from './answering';
import type { Client } from '../capabilities';
import type { NavigationHost } from './navigation';

export function registerLenses(
  connection: Connection,
  {
    answer,
    translate,
    servers,
  }: {
    readonly answer: SlowAnswer;
    readonly servers: () => readonly ServerView[];
  } & Pick<NavigationHost, 'translate'>,
): void {
  connection.onCodeLens(({ textDocument }, token) =>
    answer<CodeLens[] | null>(textDocument.uri, token, null, analysis =>
      codeLenses(analysis, translate(), servers()),
    ),
  );
  connection.onRequest(forecastRequest, ({ uri }: FileParams, token: CancellationToken) =>
    answer<ForecastView | null>(uri, token, null, analysis => forecastOrNone(analysis, translate())),
  );
}

function* forecastOrNone(analysis: Analysis, translate: Translate): Steps<ForecastView | null> {
  return analysis.kind === 'config' ? yield* forecastView(analysis, translate) : null;
}

/** Lenses depend on the cluster file and the facts too; a client asks again by itself only when its text changes. */
export function refreshLenses(
  connection: Connection,
  { codeLens, codeLensRefresh }: Client,
  log: (message: string) => void,
): void {
  if (!codeLens || !codeLensRefresh) return;
  connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
    log(`Code lenses are not asked for again: ${String(error)}`);
  });
}
