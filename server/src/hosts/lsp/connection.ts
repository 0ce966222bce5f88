/**
 * Wires features to a connection. A host gives the connection and the few things that differ between hosts; nothing
 * here is of Node, so that a browser worker can be a second host.
 */
import { TextDocuments, type Connection, type InitializeParams } from 'vscode-languageserver';
import { createAnalyzer } from '../../analysis/analysis';
import { readRuleSettings } from '../../analysis/settings/ruleSettings';
import { Session } from '../../analysis/session';
import type { FileFinder, Workspace } from '../../analysis/files/workspace';
import { WorkspaceSymbols } from '../../features/workspaceSymbols';
import {
  factsNotification,
  serversNotification,
  type Facts,
  type InitializationOptions,
  type ServerView,
} from '../../protocol';
import { english, translator, type Translate } from '../../text/text';
import { answering, answeringSlowly } from './requests/answering';
import { capabilitiesFor, clientOf, type Client } from './capabilities';
import { diagnosing } from './diagnosing';
import { FailedLaunches } from './failedLaunches';
import { registerCauses } from './requests/causes';
import { registerEditing } from './requests/editing';
import { refreshLenses, registerLenses } from './requests/lenses';
import { translationFor, type Translations } from '../locales';
import { registerNavigation } from './requests/navigation';
import { openTexts } from './openText';
import { registerNewFiles } from './requests/newFiles';
import { registerTyping } from './requests/typing';
import { registerViews } from './requests/views';
import { registerWatching } from './watching';

/** What differs between hosts. */
export interface Host {
  readonly disk: Workspace & FileFinder;
  /** Calls back after the input that is already there has been handled: `setImmediate` or the like. */
  readonly defer: (callback: () => void) => void;
  readonly version: string;
  readonly translations: Translations;
}

/** Serves a connection until it ends. */
export function serve(connection: Connection, host: Host): void {
  const documents = new TextDocuments(openTexts);
  const log = (message: string) => {
    connection.console.error(message);
  };
  const logError = (what: string, error: unknown) => {
    log(`${what}: ${describe(error)}`);
  };
  const session = new Session(documents, host.disk, createAnalyzer(log));
  let client: Client | undefined;
  let translate: Translate = english;

  const failedLaunches = new FailedLaunches();
  const findings = diagnosing({
    connection,
    documents,
    session,
    failedLaunches,
    client: () => client,
    translate: () => translate,
    defer: host.defer,
    log: logError,
  });
  /** Lenses show them; no finding depends on them. */
  let servers: readonly ServerView[] = [];
  /** Changes of texts and facts so far. */
  let changes = 0;
  const diagnoseAll = () => {
    changes += 1;
    findings.allChanged();
    if (client !== undefined) refreshLenses(connection, client, log);
  };

  const factsOf = (given: Facts = {}): Facts => {
    const { rules, problems } = readRuleSettings(given.rules);
    for (const problem of problems) connection.console.warn(problem);
    return given.rules === undefined ? given : { ...given, rules };
  };

  connection.onInitialize(async (params: InitializeParams) => {
    const offered = clientOf(params);
    client = offered;
    session.roots = offered.roots;
    session.facts = factsOf((params.initializationOptions as InitializationOptions | undefined)?.facts);
    translate = translator(await translationFor(host.translations, params.locale));
    return {
      capabilities: capabilitiesFor(offered),
      serverInfo: { name: 'twinkle-language-server', version: host.version },
    };
  });
  connection.onNotification(factsNotification, (facts: Facts) => {
    session.facts = factsOf(facts);
    diagnoseAll();
  });

  connection.onNotification(serversNotification, (given: readonly ServerView[]) => {
    servers = given;
    if (client !== undefined) refreshLenses(connection, client, log);
  });

  registerWatching(connection, {
    documents,
    session,
    client: () => client,
    changed: uri => {
      changes += 1;
      findings.changed(uri);
    },
    allChanged: diagnoseAll,
    closed: uri => {
      findings.closed(uri);
    },
    log: logError,
  });

  const notAnswered = (error: unknown) => {
    logError('A request is not answered', error);
  };
  const answer = answering(session, notAnswered);
  const answerSlowly = answeringSlowly(session, notAnswered, { defer: host.defer, changes: () => changes });
  registerTyping(connection, {
    answer,
    translate: () => translate,
    client: () => client,
    documents,
    failedLaunches,
  });
  registerLenses(connection, { answer: answerSlowly, translate: () => translate, servers: () => servers });
  registerNavigation(connection, {
    answer,
    translate: () => translate,
    href: () => client?.href,
    openFiles: async uri => {
      const uris = [uri, ...documents.all().map(document => document.uri)];
      const [own, ...others] = await session.analyses([...new Set(uris)]);
      // Without the file itself, the position would be taken for one in another file.
      return own === undefined ? [] : [own, ...others.filter(analysis => analysis?.kind === 'config')];
    },
  });
  registerEditing(connection, {
    answer,
    symbols: new WorkspaceSymbols(host.disk, documents),
    roots: () => session.roots,
  });
  registerViews(connection, { answer, translate: () => translate });
  registerCauses(connection, {
    answer,
    translate: () => translate,
    failedLaunches,
    told: uri => {
      findings.told(uri);
    },
  });
  registerNewFiles(connection, {
    answer: answerSlowly,
    facts: () => session.facts,
    translate: () => translate,
  });

  documents.listen(connection);
  connection.listen();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
