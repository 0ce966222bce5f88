/** Registers what changes the layout of a file and what finds names in the workspace. */
import type { Connection } from 'vscode-languageserver';
import { formatting } from '../../../features/formatting';
import type { WorkspaceSymbols } from '../../../features/workspaceSymbols';
import type { Answer } from './answering';

export interface EditingHost {
  readonly answer: Answer;
  readonly symbols: WorkspaceSymbols;
  /** Workspace folders, as URIs. */
  readonly roots: () => readonly string[];
}

export function registerEditing(connection: Connection, { answer, symbols, roots }: EditingHost): void {
  connection.onDocumentFormatting(({ textDocument, options }, token) =>
    answer(textDocument.uri, token, null, analysis => formatting(analysis, options)),
  );
  connection.onDocumentRangeFormatting(({ textDocument, options, range }, token) =>
    answer(textDocument.uri, token, null, analysis => formatting(analysis, options, range)),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    symbols.find(query, roots(), () => token.isCancellationRequested),
  );
}
