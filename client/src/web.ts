/**
 * The extension in a browser without a machine behind it (VS Code for the Web): the language server in a worker, and
 * nothing that starts programs.
 */
import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/browser';
import {
  diagnosticSource,
  factsNotification,
  findFilesRequest,
  forecastRequest,
  lensCommands,
  listFolderRequest,
  newClusterRequest,
  newConfigChoicesRequest,
  newConfigRequest,
  readFileRequest,
  rulePageScheme,
  type FileParams,
  type FindParams,
  type ForecastView,
  type InitializationOptions,
  type NewCluster,
  type NewConfigChoices,
} from '../../server/src/protocol';
import { harmless } from './core/text/harmless';
import { UserError } from './core/text/text';
import { Lazy } from './core/async/lazy';
import { tellServedSchemes } from './ui/views/context';
import { uriOf } from './ui/files/given';
import { servedDocuments } from './ui/files/documents';
import { ForecastPages } from './ui/pages/forecastPages';
import { servedRulePages } from './ui/pages/rulePages';
import { harmlessAnswers } from './ui/language/harmlessAnswers';
import { initialFacts } from './ui/language/initialFacts';
import { browserClients } from './ui/language/clients';
import { startWithDocuments } from './ui/language/servedClient';
import { suggestCommand } from './ui/language/suggestCommand';
import { onDidChangeSetting } from './ui/settings/settings';
import { isCancellation } from './ui/messages/errors';
import { render } from './ui/messages/l10n';
import { showMessage } from './ui/messages/shown';
import { newServerConfig, type WizardPorts } from './ui/newConfig/wizard';
import { findFiles, listFolder, readFile } from './ui/files/virtualFiles';

// The extension in Node loads this file for its client.
export { nodeClients } from './ui/language/clients';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Twinkle', { log: true });
  const onError = (error: unknown) => {
    log.error(harmless(String(error)));
  };
  const client = new Lazy(
    () => startedClient(context),
    each => void each.dispose().catch(onError),
  );
  const tell = async () => {
    if (client.needed) await (await client.get()).sendNotification(factsNotification, initialFacts());
  };
  for (const name of ['version', 'rules'] as const)
    context.subscriptions.push(onDidChangeSetting(name, () => void tell().catch(onError)));
  context.subscriptions.push(
    log,
    client,
    startWithDocuments(client, onError),
    tellServedSchemes(),
    servedRulePages(context.extensionUri),
    ...unavailableCommands(context),
    ...forecastOf(client, onError),
    newConfigOf(client, onError),
  );
}

/** A client with a worker of its own, which is serving. */
async function startedClient(context: vscode.ExtensionContext): Promise<LanguageClient> {
  const { LanguageClient } = await browserClients();
  const module = vscode.Uri.joinPath(context.extensionUri, 'server/dist/programs.js');
  const options: LanguageClientOptions = {
    documentSelector: servedDocuments(),
    diagnosticCollectionName: diagnosticSource,
    initializationOptions: (): InitializationOptions => ({
      facts: initialFacts(),
      diagnostics: 'push',
      rulePages: `${rulePageScheme}:`,
      suggestCommand,
    }),
    middleware: harmlessAnswers,
  };
  let worker: Worker | undefined;
  // One for each start.
  const newWorker = () => {
    worker?.terminate();
    worker = new Worker(module.toString(true));
    return Promise.resolve(worker);
  };
  const client = new LanguageClient('twinkle.languageServer', 'Twinkle Language Server', newWorker, options);
  client.onRequest(readFileRequest, ({ uri }: FileParams) => readFile(uri));
  client.onRequest(listFolderRequest, ({ uri }: FileParams) => listFolder(uri));
  client.onRequest(findFilesRequest, ({ most }: FindParams) => findFiles(most));
  try {
    await client.start();
  } catch (error) {
    void client.dispose().catch(() => undefined);
    throw error;
  }
  return client;
}

/** The forecast asks the language server alone. It is of the active file, since there is no search of a disk here. */
function forecastOf(
  client: Lazy<LanguageClient>,
  onError: (error: unknown) => void,
): { dispose(): unknown }[] {
  const pages = new ForecastPages({
    ask: async config => {
      const params: FileParams = { uri: config.toString() };
      return (await client.get()).sendRequest<ForecastView | null>(forecastRequest, params);
    },
    files: [],
    onError,
  });
  const command = vscode.commands.registerCommand(forecastCommand, async (given: unknown) => {
    const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    if (uri !== undefined) await pages.show(uri);
  });
  return [pages, command];
}

/** A new configuration is asked for and written without a look at a machine. */
function newConfigOf(client: Lazy<LanguageClient>, onError: (error: unknown) => void): vscode.Disposable {
  const request = async <T>(method: string, params?: object) =>
    (await client.get()).sendRequest<T>(method, params);
  const ports: WizardPorts = {
    choices: () => request<NewConfigChoices>(newConfigChoicesRequest),
    config: answers => request<string>(newConfigRequest, answers),
    cluster: params => request<NewCluster>(newClusterRequest, params),
    forecast: uri => request<ForecastView | null>(forecastRequest, { uri: uri.toString() }),
    look: undefined,
    uriText: uri => uri.toString(),
  };
  return vscode.commands.registerCommand(newConfigCommand, async (given: unknown) => {
    try {
      await newServerConfig(ports, uriOf(given));
    } catch (error) {
      if (isCancellation(error)) return;
      onError(error);
      await showMessage('error', error instanceof UserError ? render(error.what) : String(error));
    }
  });
}

/** The commands that need no machine. */
const forecastCommand: string = lensCommands.forecast;
const newConfigCommand: string = lensCommands.newConfig;

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** All that needs processes says so, where without a handler the editor would say that the command does not exist. */
function unavailableCommands({ extension }: vscode.ExtensionContext): vscode.Disposable[] {
  const { contributes } = extension.packageJSON as Manifest;
  const others = contributes.commands.filter(
    ({ command }) => ![forecastCommand, newConfigCommand].includes(command),
  );
  return others.map(({ command }) =>
    vscode.commands.registerCommand(command, async () => {
      const message = vscode.l10n.t(
        'This requires a machine: open the folder in desktop VS Code, or over SSH, to start clusters and servers. Checks and completion work here.',
      );
      await showMessage('information', message);
    }),
  );
}
