/**
 * Wires features to a connection. A host gives the connection and the few things that differ between hosts; nothing
 * here is of Node, so that a browser worker can be a second host.
 */
import {
  DidChangeWatchedFilesNotification,
  TextDocuments,
  type CancellationToken,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import { createAnalyzer } from '../features/analysis';
import { checkedFile } from '../features/checkedFile';
import { clusterView } from '../features/clusterView';
import { codeActions } from '../features/codeActions';
import { completion } from '../features/completion';
import { deploymentView } from '../features/deploymentView';
import { documentSymbols } from '../features/documentSymbols';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlayHints';
import { readRuleSettings } from '../features/ruleSettings';
import { Session } from '../features/session';
import type { FileFinder, Workspace } from '../features/workspace';
import { changedFolders } from '../features/uri';
import { WorkspaceSymbols } from '../features/workspaceSymbols';
import {
  checkRequest,
  clusterRequest,
  deploymentRequest,
  factsNotification,
  type CheckedFile,
  type ClusterView,
  type DeploymentView,
  type Facts,
  type FileParams,
  type InitializationOptions,
} from '../protocol';
import { english, translator, type Translate } from '../text/text';
import { answering, answeringSlowly } from './answering';
import { capabilitiesFor, clientOf, type Client } from './capabilities';
import { diagnosing } from './diagnosing';
import { registerEditing } from './editing';
import { refreshLenses, registerLenses } from './lenses';
import { translationFor } from './locales';
import { registerNavigation } from './navigation';
import { openTexts } from './openText';

/** What differs between hosts. */
export interface Host {
  readonly disk: Workspace & FileFinder;
  /** Calls back after the input that is already there has been handled: `setImmediate` or the like. */
  readonly defer: (callback: () => void) => void;
  readonly version: string;
  /** Tables from English template to translation, by locale in lower case. */
  readonly translations: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Serves a connection until it ends. */
export function serve(connection: Connection, host: Host): void {
  const documents = new TextDocuments(openTexts);
  const log = (message: string) => {
    connection.console.error(message);
  };
  const session = new Session(documents, host.disk, createAnalyzer(log));
  let client: Client | undefined;
  let translate: Translate = english;

  const findings = diagnosing({
    connection,
    documents,
    session,
    client: () => client,
    translate: () => translate,
    defer: host.defer,
    log: (what, error) => {
      log(`${what}: ${describe(error)}`);
    },
  });
  /** Changes of texts and facts so far. */
  let changes = 0;
  const diagnoseAll = () => {
    changes += 1;
    findings.allChanged();
    if (client !== undefined) refreshLenses(connection, client, log);
  };

  const filesChanged = () => {
    session.forgetFiles();
    diagnoseAll();
  };

  const factsOf = (given: Facts = {}): Facts => {
    const { rules, problems } = readRuleSettings(given.rules);
    for (const problem of problems) connection.console.warn(problem);
    return given.rules === undefined ? given : { ...given, rules };
  };

  connection.onInitialize((params: InitializeParams) => {
    client = clientOf(params);
    translate = translator(translationFor(host.translations, params.locale));
    session.roots = client.roots;
    session.facts = factsOf((params.initializationOptions as InitializationOptions | undefined)?.facts);
    return {
      capabilities: capabilitiesFor(client),
      serverInfo: { name: 'twinkle-language-server', version: host.version },
    };
  });
  connection.onInitialized(() => {
    if (client?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        session.roots = changedFolders(session.roots, {
          added: added.map(({ uri }) => uri),
          removed: removed.map(({ uri }) => uri),
        });
        filesChanged();
      });
    }
    if (client?.watchedFiles !== true) return;
    // Of a configuration that is open, another program may change the encoding alone.
    const watchers = ['twinkle_cluster', 'server_config'].flatMap(name =>
      ['yaml', 'yml'].map(ending => ({ globPattern: `**/${name}*.${ending}` })),
    );
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => {
        log(`Files are not watched: ${describe(error)}`);
      });
  });
  connection.onNotification(factsNotification, (facts: Facts) => {
    session.facts = factsOf(facts);
    diagnoseAll();
  });

  connection.onDidChangeWatchedFiles(filesChanged);
  documents.onDidSave(filesChanged);
  documents.onDidOpen(filesChanged);
  documents.onDidChangeContent(({ document }) => {
    changes += 1;
    if (session.isCluster(document.uri)) diagnoseAll();
    else findings.changed(document.uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    session.forget(uri);
    filesChanged();
    findings.closed(uri);
  });

  const notAnswered = (error: unknown) => {
    log(`A request is not answered: ${describe(error)}`);
  };
  const answer = answering(session, notAnswered);
  const answerSlowly = answeringSlowly(session, notAnswered, { defer: host.defer, changes: () => changes });
  connection.onCompletion(({ textDocument, position }, token) =>
    answer(textDocument.uri, token, null, analysis =>
      completion(analysis, position, translate, { snippets: client?.snippets ?? false }),
    ),
  );
  connection.onHover(({ textDocument, position }, token) =>
    answer(textDocument.uri, token, null, analysis => hover(analysis, position, translate)),
  );
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answer(textDocument.uri, token, null, analysis => inlayHints(analysis, range, translate)),
  );
  connection.onCodeAction(({ textDocument: { uri }, range, context }, token) =>
    answer(uri, token, null, analysis => {
      const version = client?.documentChanges === true ? documents.get(uri)?.version : undefined;
      return codeActions(analysis, range, context, { translate, ...(version !== undefined && { version }) });
    }),
  );
  registerLenses(connection, { answer: answerSlowly, translate: () => translate });
  registerNavigation(connection, {
    answer,
    translate: () => translate,
    openFiles: async uri => {
      const uris = [uri, ...documents.all().map(document => document.uri)];
      const [own, ...others] = await Promise.all([...new Set(uris)].map(each => session.analysis(each)));
      // Without the file itself, the position would be taken for one in another file.
      return own === undefined ? [] : [own, ...others.filter(analysis => analysis?.kind === 'config')];
    },
  });
  registerEditing(connection, {
    answer,
    symbols: new WorkspaceSymbols(host.disk, documents),
    roots: () => session.roots,
  });
  connection.onDocumentSymbol(({ textDocument }, token) =>
    answer(textDocument.uri, token, null, documentSymbols),
  );
  connection.onRequest(deploymentRequest, ({ uri }: FileParams, token: CancellationToken) =>
    answer<DeploymentView | null>(uri, token, null, analysis =>
      analysis.kind === 'config' ? deploymentView(analysis) : null,
    ),
  );
  connection.onRequest(clusterRequest, ({ uri }: FileParams, token: CancellationToken) =>
    answer<ClusterView | null>(uri, token, null, analysis =>
      analysis.kind === 'cluster' ? clusterView(analysis) : null,
    ),
  );
  connection.onRequest(checkRequest, ({ uri }: FileParams, token: CancellationToken) =>
    answer<CheckedFile | null>(uri, token, null, analysis => checkedFile(analysis, uri, translate)),
  );

  documents.listen(connection);
  connection.listen();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
