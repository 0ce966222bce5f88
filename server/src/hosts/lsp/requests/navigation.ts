/** Registers what finds its way in a file: definitions, references, rename, folding, selection, links. */
import { ErrorCodes, ResponseError, type Connection, type WorkspaceEdit } from 'vscode-languageserver';
import type { Analysis } from '../../../analysis/analysis';
import { definition, references } from '../../../features/navigation/definition';
import { foldingRanges } from '../../../features/navigation/folding';
import { documentLinks } from '../../../features/navigation/links';
import { prepareRename, rename } from '../../../features/navigation/rename';
import { RenameRefused } from '../../../features/navigation/renameRefused';
import { selectionRange } from '../../../features/navigation/selection';
import type { HrefOf } from '../../../features/href';
import type { Translate } from '../../../text/text';
import type { Answer } from './answering';

export interface NavigationHost {
  readonly answer: Answer;
  readonly translate: () => Translate;
  /** Pages of codes; before a client is known, those on the web. */
  readonly href: () => HrefOf | undefined;
  /** The analysis of a file, then those of the other open configurations; empty where the file cannot be read. */
  readonly openFiles: (uri: string) => Promise<readonly Analysis[]>;
}

export function registerNavigation(
  connection: Connection,
  { answer, translate, href, openFiles }: NavigationHost,
): void {
  const refused = (error: unknown): never => {
    if (error instanceof RenameRefused)
      throw new ResponseError(ErrorCodes.InvalidParams, translate()(error.reason));
    throw error;
  };
  connection.onDefinition(({ textDocument, position }, token) =>
    answer(textDocument.uri, token, null, analysis => definition(analysis, position)),
  );
  connection.onReferences(({ textDocument, position, context }, token) =>
    answer(textDocument.uri, token, null, analysis =>
      references(analysis, position, context.includeDeclaration),
    ),
  );
  connection.onDocumentHighlight(({ textDocument, position }, token) =>
    answer(textDocument.uri, token, null, analysis =>
      references(analysis, position).map(({ range }) => ({ range })),
    ),
  );
  connection.onPrepareRename(({ textDocument, position }, token) =>
    answer(textDocument.uri, token, null, analysis => prepareRename(analysis, position)).catch(refused),
  );
  connection.onRenameRequest(async ({ textDocument, position, newName }): Promise<WorkspaceEdit> => {
    try {
      return { changes: rename(await openFiles(textDocument.uri), position, newName) };
    } catch (error) {
      return refused(error);
    }
  });
  connection.onFoldingRanges(({ textDocument }, token) =>
    answer(textDocument.uri, token, null, foldingRanges),
  );
  connection.onSelectionRanges(({ textDocument, positions }, token) =>
    answer(textDocument.uri, token, null, analysis =>
      positions.map(position => selectionRange(analysis, position)),
    ),
  );
  connection.onDocumentLinks(({ textDocument }, token) =>
    answer(textDocument.uri, token, null, analysis => documentLinks(analysis, href())),
  );
}
