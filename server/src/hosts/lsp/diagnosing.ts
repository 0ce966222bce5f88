/**
 * Diagnostics on their way to the client: pushed with the version of their document, or for a client that asks for
 * them, on request. It is one way or the other, since an editor shows both.
 */
import {
  DiagnosticRefreshRequest,
  DocumentDiagnosticReportKind,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type TextDocuments,
} from 'vscode-languageserver';
import type { Analysis } from '../../analysis/analysis';
import type { Finding } from '../../document/tree/finding';
import { diagnostics } from '../../features/diagnostics';
import type { OpenDocument, Session } from '../../analysis/session';
import type { Translate } from '../../text/text';
import type { Client } from './capabilities';
import { Coalescer } from './coalescer';
import type { FailedLaunches } from './failedLaunches';

export interface Diagnosing {
  /** The text of a document has changed. */
  changed(uri: string): void;
  /** What is to be said of a document has changed, and its text has not. */
  told(uri: string): void;
  /** What all documents depend on has changed. */
  allChanged(): void;
  closed(uri: string): void;
}

export interface DiagnosingHost {
  readonly connection: Connection;
  readonly documents: TextDocuments<OpenDocument>;
  readonly session: Session;
  readonly failedLaunches: FailedLaunches;
  readonly client: () => Client | undefined;
  readonly translate: () => Translate;
  readonly defer: (callback: () => void) => void;
  /** Reports what failed and why. */
  readonly log: (what: string, error: unknown) => void;
}

export function diagnosing(host: DiagnosingHost): Diagnosing {
  const { connection, documents, session, failedLaunches, client, log } = host;
  const made = (analysis: Analysis): Diagnostic[] =>
    diagnostics(
      analysis,
      host.translate(),
      client()?.relatedInformation ?? false,
      client()?.href,
      failedLaunches.findings(analysis),
    );

  const push = async (uri: string): Promise<void> => {
    const asked = documents.get(uri);
    const analysis = asked && (await session.analysis(uri));
    const now = documents.get(uri);
    // A newer text has asked for its own turn, and a closed one wants nothing.
    if (analysis === undefined || now === undefined || now.version !== asked?.version) return;
    await connection.sendDiagnostics({ uri, version: now.version, diagnostics: made(analysis) });
  };
  const pushes = new Coalescer(uri => {
    push(uri).catch((error: unknown) => {
      log(`Diagnostics of ${uri}`, error);
    });
  }, host.defer);
  const refreshes = new Coalescer(() => {
    connection.sendRequest(DiagnosticRefreshRequest.type).catch((error: unknown) => {
      log('Diagnostics are not asked for again', error);
    });
  }, host.defer);

  /**
   * An analysis is made anew when anything that it is made of has changed, so it is as good as its result. A finding of
   * a failed launch is made for one analysis.
   */
  const results = new WeakMap<Analysis | Finding, string>();
  let count = 0;
  const resultOf = (analysis: Analysis): string => {
    const made = failedLaunches.finding(analysis) ?? analysis;
    const id = results.get(made) ?? String((count += 1));
    results.set(made, id);
    return id;
  };
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) => {
    const analysis = await session.analysis(textDocument.uri);
    if (analysis === undefined) return full([]);
    const resultId = resultOf(analysis);
    return resultId === previousResultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { ...full(made(analysis)), resultId };
  });

  const isPulled = () => client()?.pullsDiagnostics === true;
  return {
    changed(uri) {
      // Whoever pulls does so after each change that it made.
      if (!isPulled()) pushes.request(uri);
    },
    told(uri) {
      if (isPulled()) refreshes.request('');
      else pushes.request(uri);
    },
    allChanged() {
      if (isPulled()) refreshes.request('');
      else for (const { uri } of documents.all()) pushes.request(uri);
    },
    closed(uri) {
      if (isPulled()) return;
      pushes.cancel(uri);
      connection.sendDiagnostics({ uri, diagnostics: [] }).catch((error: unknown) => {
        log(`Clearing ${uri}`, error);
      });
    },
  };
}

function full(items: Diagnostic[]): DocumentDiagnosticReport & { kind: 'full' } {
  return { kind: DocumentDiagnosticReportKind.Full, items };
}
