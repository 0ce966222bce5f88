/** Wires the parts together, and nothing else. Ending the editor ends neither cluster nor server. */
import * as vscode from 'vscode';
import { LocalHost } from './adapters/localHost';
import { RecordStore } from './adapters/recordStore';
import { recordsHere } from './app/recordsHere';
import { guardedHost } from './adapters/guardedHost';
import { ClusterModel, type ModelPorts } from './ui/clusterModel';
import { Clusters } from './ui/clusters';
import { registerCommands } from './ui/commands';
import { confirm } from './ui/confirm';
import { tellServedSchemes } from './ui/context';
import { Disposables } from './ui/disposables';
import { showError } from './ui/errors';
import { FactsTeller } from './ui/facts';
import { countFindings } from './ui/findings';
import { ForecastPages } from './ui/forecastPages';
import { initialFacts } from './ui/initialFacts';
import { Interpreters } from './ui/interpreters';
import { TwinkleLanguageClient } from './ui/languageClient';
import { OutputLog } from './ui/outputLog';
import { Preview } from './ui/preview';
import { Secrets } from './ui/secrets';
import type { Services } from './ui/services';
import { pythonSetting } from './ui/settings';
import { requireTrust } from './ui/trust';
import { VersionItem } from './ui/versionItem';
import { Views } from './ui/views';
import { WorkspaceFiles } from './ui/workspace';

export function activate(context: vscode.ExtensionContext): void {
  const owned = new Disposables();
  context.subscriptions.push(owned);
  const log = owned.add(new OutputLog());
  const client = owned.add(new TwinkleLanguageClient(context, log, initialFacts()));
  owned.add(tellServedSchemes());
  const secrets = new Secrets(context.secrets);
  const host = guardedHost(new LocalHost({ secret: name => secrets.get(name) }), requireTrust);
  const records = new RecordStore(host);
  const clusterFiles = owned.add(new WorkspaceFiles('cluster'));
  const configFiles = owned.add(new WorkspaceFiles('config'));
  const ports: ModelPorts = {
    host,
    records,
    secrets,
    python: () => Promise.resolve(pythonSetting()),
    findings: configFile => countFindings(client, vscode.Uri.file(configFile)),
    confirm,
  };
  const clusters = owned.add(
    new Clusters({
      clusterFiles,
      configFiles,
      make: uri => new ClusterModel(uri, ports, log),
      recorded: async () => {
        const { here } = await recordsHere({}, { host, records }, AbortSignal.timeout(10_000));
        return here.map(({ record }) => record.clusterFile);
      },
      clusterOf: async config => {
        const file = (await client.deployment(config))?.clusterUri;
        return file === undefined ? undefined : vscode.Uri.parse(file, true);
      },
      onError: error => {
        log.error(error);
      },
    }),
  );
  const preview = owned.add(new Preview());
  const forecasts = owned.add(
    new ForecastPages({
      ask: uri => client.forecast(uri),
      files: [clusterFiles, configFiles],
      onError: error => {
        log.error(error);
      },
    }),
  );
  const interpreters = new Interpreters(host);
  const services: Services = {
    log,
    client,
    clusters,
    clusterFiles,
    configFiles,
    forecasts,
    host,
    interpreters,
    preview,
    secrets,
  };
  owned.add(new Views(clusters));
  owned.add(registerCommands(services));
  const facts = owned.add(new FactsTeller(services));
  owned.add(
    new VersionItem(
      uri => client.deployment(uri),
      error => {
        log.error(error);
      },
    ),
  );
  owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void clusters.rescan()));
  // Not awaited: activation is over, and the window goes on, while records and processes are looked at.
  void clusters
    .rescan()
    .then(() => facts.tell())
    .catch((error: unknown) => showError(error, log));
}
