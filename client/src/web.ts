/**
 * The extension in a browser without a machine behind it (VS Code for the Web): the language server in a worker, and
 * nothing that starts programs. It wires the parts together, and nothing else.
 */
import * as vscode from 'vscode';
import { registerCommandsInBrowser } from './ui/commands/inBrowser';
import { isServed } from './ui/files/documents';
import { uriOf } from './ui/files/given';
import { WorkspaceFiles } from './ui/files/workspace';
import { findingsOf } from './ui/language/findings';
import { WebLanguageClient } from './ui/language/webClient';
import { logError } from './ui/messages/logError';
import { newServerConfig, type WizardPorts } from './ui/newConfig/wizard';
import { ForecastPages } from './ui/pages/forecastPages';
import { servedRulePages } from './ui/pages/rulePages';
import type { CommandHandler, TextServices } from './ui/services';
import { tellServedSchemes } from './ui/views/context';
import { viewWithoutMachine } from './ui/views/noMachine';

// The extension in Node loads this file for its client.
export { nodeClients } from './ui/language/clients';

export function activate(context: vscode.ExtensionContext): void {
  const owned = <T extends { dispose(): unknown }>(part: T) => {
    context.subscriptions.push(part);
    return part;
  };
  const channel = owned(vscode.window.createOutputChannel('Twinkle', { log: true }));
  const onError = (error: unknown) => {
    logError(channel, error);
  };
  const client = owned(new WebLanguageClient(context, onError));
  owned(tellServedSchemes());
  owned(servedRulePages(context.extensionUri));
  owned(viewWithoutMachine());
  const findings = (uri: vscode.Uri) => findingsOf(client, uri);
  const clusterFiles = owned(new WorkspaceFiles('cluster', findings, isServed));
  const configFiles = owned(new WorkspaceFiles('config', findings, isServed));
  const forecasts = owned(
    new ForecastPages({ ask: uri => client.forecast(uri), files: [clusterFiles, configFiles], onError }),
  );
  const log = {
    error: onError,
    show: () => {
      channel.show(true);
    },
  };
  const services: TextServices = { log, client, clusterFiles, configFiles, forecasts };
  owned(registerCommandsInBrowser(services, newConfigWith(client), context.extension));
}

/** A new configuration is asked for and written without a look at a machine. */
function newConfigWith(client: WebLanguageClient): CommandHandler<TextServices> {
  const ports: WizardPorts = {
    choices: () => client.newConfigChoices(),
    config: answers => client.newConfig(answers),
    cluster: params => client.newCluster(params),
    forecast: uri => client.forecast(uri),
    look: undefined,
    uriText: uri => client.uriText(uri),
  };
  return () => given => newServerConfig(ports, uriOf(given));
}
