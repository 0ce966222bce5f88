/** Wires the parts together, and nothing else. Ending the editor ends neither cluster nor server. */
import * as vscode from 'vscode';
import { KeeperClient } from './adapters/keeper/client';
import { guarded } from './adapters/keeper/guarded';
import { LocalMachine } from './adapters/localMachine';
import { HttpDashboard } from './adapters/ray/httpDashboard';
import { mayHaveRecords } from './adapters/recordsFolder';
import { findPeerHere } from './adapters/socketOwner';
import { fileLog } from './app/launch/fileLog';
import type { ModelPorts } from './ui/model/clusterModel';
import { Clusters } from './ui/model/clusters';
import { registerCommands } from './ui/commands';
import { FoundLaunches } from './ui/commands/foundLaunches';
import { confirm } from './ui/messages/confirm';
import { tellConfigFiles, tellServedSchemes } from './ui/views/context';
import { Disposables } from './ui/disposables';
import { showError } from './ui/messages/errors';
import { FactsTeller } from './ui/language/factsTeller';
import { findingsOf } from './ui/language/findings';
import { ForecastPages } from './ui/pages/forecastPages';
import { initialFacts } from './ui/language/initialFacts';
import { Interpreters } from './ui/settings/interpreters';
import { KeeperPythons } from './ui/settings/keeperPythons';
import { TwinkleLanguageClient } from './ui/language/client';
import { logLinks } from './ui/logs/logLinks';
import { OpenLogs } from './ui/logs/openLogs';
import { OutputLog } from './ui/messages/outputLog';
import { Preview } from './ui/pages/preview';
import { servedRulePages } from './ui/pages/rulePages';
import { Secrets } from './ui/settings/secrets';
import { ServersTeller } from './ui/language/serversTeller';
import type { Services } from './ui/services';
import { pythonSetting } from './ui/settings/settings';
import { requireTrust } from './ui/trust/trust';
import { VersionItem } from './ui/language/versionItem';
import { HangNotices } from './ui/views/hangNotices';
import { FirstSteps } from './ui/views/firstSteps';
import { Views } from './ui/views/views';
import { WorkspaceFiles } from './ui/files/workspace';

export function activate(context: vscode.ExtensionContext): void {
  const owned = new Disposables();
  context.subscriptions.push(owned);
  const log = owned.add(new OutputLog());
  const client = owned.add(new TwinkleLanguageClient(context, log, initialFacts()));
  owned.add(tellServedSchemes());
  owned.add(servedRulePages(context.extensionUri));
  const secrets = new Secrets(context.secrets);
  const pythons = new KeeperPythons();
  const machine = guarded(new LocalMachine(), requireTrust);
  const local = new KeeperClient(machine, {
    secret: name => secrets.get(name),
    pythons: pythons.list,
  });
  const keeper = guarded(owned.add(local), requireTrust);
  const findings = (uri: vscode.Uri) => findingsOf(client, uri);
  const clusterFiles = owned.add(new WorkspaceFiles('cluster', findings));
  const configFiles = owned.add(new WorkspaceFiles('config', findings));
  owned.add(
    tellConfigFiles(configFiles, error => {
      log.error(error);
    }),
  );
  const ports: ModelPorts = {
    keeper,
    mayHaveRecords,
    dashboard: (url, token) =>
      new HttpDashboard(url, {
        dial: (port, signal) => machine.dial(port, signal),
        findPeer: findPeerHere(),
        token,
      }),
    secrets,
    python: () => Promise.resolve(pythonSetting()),
    findings: configFile => findings(vscode.Uri.file(configFile)),
    confirm,
    cause: (config, cause, ofTold) => client.cause(config, cause, ofTold),
  };
  const clusters = owned.add(
    new Clusters({
      clusterFiles,
      configFiles,
      maker: async () => {
        const { ClusterModel } = await import('./ui/model/clusterModel');
        return uri => new ClusterModel(uri, ports, log);
      },
      recorded: async () => {
        if (!(await mayHaveRecords())) return [];
        const { records } = await keeper.survey({}, AbortSignal.timeout(10_000));
        return records.map(({ record }) => record.clusterFile);
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
  const preview = owned.add(new Preview(context.workspaceState));
  const forecasts = owned.add(
    new ForecastPages({
      ask: uri => client.forecast(uri),
      files: [clusterFiles, configFiles],
      running: {
        of: uri => clusters.all.find(({ file }) => file === uri.fsPath)?.livingNodes,
        onDidChange: clusters.onDidChange,
      },
      onError: error => {
        log.error(error);
      },
    }),
  );
  const openLogs = owned.add(
    new OpenLogs({
      log: fileLog(keeper),
      server: log.server,
      serverFile: () => clusters.current?.launch.view.logFile,
      store: context.workspaceState,
      onError: error => {
        log.error(error);
      },
    }),
  );
  owned.add(logLinks());
  const interpreters = new Interpreters(keeper, pythons);
  const services: Services = {
    log,
    client,
    clusters,
    clusterFiles,
    configFiles,
    forecasts,
    interpreters,
    keeper,
    memory: context.workspaceState,
    openLogs,
    preview,
    secrets,
    tellFacts: () => facts.tell(),
  };
  owned.add(new Views(clusters));
  owned.add(new HangNotices(clusters, log));
  owned.add(
    new FirstSteps({
      client,
      clusters,
      forecasts,
      onError: error => {
        log.error(error);
      },
    }),
  );
  owned.add(registerCommands(services, context.extension));
  owned.add(new FoundLaunches(services));
  const facts = owned.add(new FactsTeller(services));
  owned.add(
    new ServersTeller({
      client,
      launches: () => clusters.all.map(({ launch }) => launch.view),
      onDidChange: clusters.onDidChange,
      onError: error => {
        log.error(error);
      },
    }),
  );
  owned.add(
    new VersionItem(
      uri => client.deployment(uri),
      error => {
        log.error(error);
      },
    ),
  );
  owned.add(
    vscode.workspace.onDidGrantWorkspaceTrust(() => void clusters.rescan().then(() => openLogs.restore())),
  );
  // Not awaited: activation is over, and the window goes on, while records and processes are looked at.
  void clusters
    .rescan()
    .then(() => facts.tell())
    .then(() => (vscode.workspace.isTrusted ? openLogs.restore() : undefined))
    .catch((error: unknown) => showError(error, log));
}
