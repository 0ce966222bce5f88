/**
 * The extension in a browser without a machine behind it (VS Code for the Web): the language server in a worker, and
 * nothing that starts programs.
 */
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/browser';
import {
  diagnosticSource,
  factsNotification,
  findFilesRequest,
  forecastRequest,
  lensCommands,
  listFolderRequest,
  readFileRequest,
  type FileParams,
  type FindParams,
  type ForecastView,
  type InitializationOptions,
} from '../../server/src/protocol';
import { harmless } from './core/harmless';
import { tellServedSchemes } from './ui/context';
import { servedDocuments } from './ui/documents';
import { ForecastPages } from './ui/forecastPages';
import { harmlessAnswers } from './ui/harmlessAnswers';
import { initialFacts } from './ui/initialFacts';
import { onDidChangeServedSchemes, restarted } from './ui/servedClient';
import { onDidChangeSetting } from './ui/settings';
import { showMessage } from './ui/shown';
import { findFiles, listFolder, readFile } from './ui/virtualFiles';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'server/dist/worker.js');
  const options: LanguageClientOptions = {
    documentSelector: servedDocuments(),
    diagnosticCollectionName: diagnosticSource,
    initializationOptions: (): InitializationOptions => ({ facts: initialFacts(), diagnostics: 'push' }),
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
  context.subscriptions.push(
    client.onRequest(readFileRequest, ({ uri }: FileParams) => readFile(uri)),
    client.onRequest(listFolderRequest, ({ uri }: FileParams) => listFolder(uri)),
    client.onRequest(findFilesRequest, ({ most }: FindParams) => findFiles(most)),
    { dispose: () => client.dispose() },
  );
  const tell = () => client.sendNotification(factsNotification, initialFacts());
  for (const name of ['version', 'rules'] as const)
    context.subscriptions.push(onDidChangeSetting(name, () => void tell()));
  context.subscriptions.push(tellServedSchemes(), ...unavailableCommands(context), ...forecastOf(client));
  const onError = (error: unknown) => {
    client.error(harmless(String(error)));
  };
  let started = client.start();
  context.subscriptions.push(
    onDidChangeServedSchemes(() => {
      started = restarted(client, started, onError);
      started.catch(onError);
    }),
  );
  await started;
}

/** The forecast asks the language server alone. It is of the active file, since there is no search of a disk here. */
function forecastOf(client: LanguageClient): { dispose(): unknown }[] {
  const pages = new ForecastPages({
    ask: config =>
      client.sendRequest<ForecastView | null>(forecastRequest, {
        uri: config.toString(),
      } satisfies FileParams),
    files: [],
    onError: error => {
      client.error(harmless(String(error)));
    },
  });
  const command = vscode.commands.registerCommand(forecastCommand, async (given: unknown) => {
    const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    if (uri !== undefined) await pages.show(uri);
  });
  return [pages, command];
}

/** The one command that needs no machine. */
const forecastCommand: string = lensCommands.forecast;

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** All that needs processes says so, where without a handler the editor would say that the command does not exist. */
function unavailableCommands({ extension }: vscode.ExtensionContext): vscode.Disposable[] {
  const { contributes } = extension.packageJSON as Manifest;
  const others = contributes.commands.filter(({ command }) => command !== forecastCommand);
  return others.map(({ command }) =>
    vscode.commands.registerCommand(command, async () => {
      const message = vscode.l10n.t(
        'This requires a machine: open the folder in desktop VS Code, or over SSH, to start clusters and servers. Checks and completion work here.',
      );
      await showMessage('information', message);
    }),
  );
}
