/** Registers what helps while somebody types: completion, hover, inlay hints, fixes, the outline. */
import type { Connection, TextDocuments } from 'vscode-languageserver';
import { codeActions } from '../../../features/codeActions/codeActions';
import { completion } from '../../../features/completion/completion';
import { documentSymbols } from '../../../features/outline/documentSymbols';
import { hover } from '../../../features/hover/hover';
import { inlayHints } from '../../../features/inlayHints';
import type { OpenDocument } from '../../../analysis/session';
import type { Translate } from '../../../text/text';
import type { Answer } from './answering';
import type { Client } from '../capabilities';
import type { FailedLaunches } from '../failedLaunches';

export interface TypingHost {
  readonly answer: Answer;
  readonly translate: () => Translate;
  /** Undefined before `initialize`. */
  readonly client: () => Client | undefined;
  readonly documents: TextDocuments<OpenDocument>;
  readonly failedLaunches: Pick<FailedLaunches, 'findings'>;
}

export function registerTyping(
  connection: Connection,
  { answer, translate, client, documents, failedLaunches }: TypingHost,
): void {
  connection.onCompletion(({ textDocument, position }, token) =>
    answer(textDocument.uri, token, null, analysis =>
      completion(analysis, position, translate(), {
        snippets: client()?.snippets ?? false,
        suggestCommand: client()?.suggestCommand,
      }),
    ),
  );
  connection.onHover(({ textDocument, position }, token) =>
    answer(textDocument.uri, token, null, analysis => hover(analysis, position, translate())),
  );
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answer(textDocument.uri, token, null, analysis => inlayHints(analysis, range, translate())),
  );
  connection.onCodeAction(({ textDocument: { uri }, range, context }, token) =>
    answer(uri, token, null, analysis => {
      const version = client()?.documentChanges === true ? documents.get(uri)?.version : undefined;
      const href = client()?.href;
      return codeActions(analysis, range, context, {
        translate: translate(),
        findings: failedLaunches.findings(analysis),
        ...(version !== undefined && { version }),
        ...(href !== undefined && { href }),
      });
    }),
  );
  connection.onDocumentSymbol(({ textDocument }, token) =>
    answer(textDocument.uri, token, null, analysis => documentSymbols(analysis, translate())),
  );
}
