/** What this server can do, and what it needs to know of a client. */
import {
  CodeActionKind,
  TextDocumentSyncKind,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { fixAllKind, refactorKinds } from '../../features/codeActions/codeActions';
import { languageOf } from '../locales';
import { hrefBelow, pagesOnTheWeb, type HrefOf } from '../../features/href';
import type { InitializationOptions } from '../../protocol';

const always = (): ServerCapabilities => ({
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  completionProvider: { triggerCharacters: [':', ' ', '-', '{', '.', '[', '"', "'"], resolveProvider: false },
  hoverProvider: true,
  inlayHintProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, ...refactorKinds, fixAllKind] },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
});

/** What is offered to a client, some of it only to those that can do something with it. */
export function capabilitiesFor({
  codeLens,
  pullsDiagnostics,
  workspaceFolders,
}: Client): ServerCapabilities {
  return {
    ...always(),
    ...(workspaceFolders && {
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    }),
    ...(codeLens && { codeLensProvider: { resolveProvider: false } }),
    // A configuration depends on its cluster file.
    ...(pullsDiagnostics && {
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
    }),
  };
}

/** The few abilities of a client that change what is sent to it. */
export interface Client {
  /** Workspace folders, as URIs; those of the start. */
  readonly roots: readonly string[];
  /** Reports folders that are added and removed. */
  readonly workspaceFolders: boolean;
  readonly relatedInformation: boolean;
  /** Takes edits for a version of a document. */
  readonly documentChanges: boolean;
  /** Lets a server ask for changes of files on the disk. */
  readonly watchedFiles: boolean;
  /** Takes completions with places to fill in. */
  readonly snippets: boolean;
  /** Its command that shows completions. */
  readonly suggestCommand?: string;
  /**
   * Asks for diagnostics, also when the server says that they may have changed; then none are pushed. A client that cannot
   * be asked to would show old ones when the cluster file changes.
   */
  readonly pullsDiagnostics: boolean;
  /** Has the commands behind code lenses. */
  readonly codeLens: boolean;
  /** Asks for code lenses again when the server asks for it. */
  readonly codeLensRefresh: boolean;
  /** Pages of codes: its own, or those on the web. */
  readonly href: HrefOf;
}

export function clientOf({ capabilities: { textDocument, workspace }, ...params }: InitializeParams): Client {
  // The two older ways are deprecated, yet all that some clients send.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const single = params.rootUri;
  const roots = params.workspaceFolders?.map(folder => folder.uri) ?? (single === null ? [] : [single]);
  const options = params.initializationOptions as InitializationOptions | undefined;
  const pulls =
    options?.diagnostics !== 'push' &&
    textDocument?.diagnostic !== undefined &&
    workspace?.diagnostics?.refreshSupport === true;
  const suggestCommand: unknown = options?.suggestCommand;
  return {
    roots,
    ...(typeof suggestCommand === 'string' && suggestCommand !== '' && { suggestCommand }),
    workspaceFolders: workspace?.workspaceFolders === true,
    relatedInformation:
      textDocument?.publishDiagnostics?.relatedInformation === true ||
      (pulls && textDocument.diagnostic?.relatedInformation === true),
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    pullsDiagnostics: pulls,
    codeLens: options?.codeLens === true,
    codeLensRefresh: workspace?.codeLens?.refreshSupport === true,
    href: hrefBelow(
      typeof options?.rulePages === 'string' ? options.rulePages : pagesOnTheWeb[languageOf(params.locale)],
    ),
  };
}
