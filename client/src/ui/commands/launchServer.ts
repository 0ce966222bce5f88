import * as vscode from 'vscode';
import { text, UserError } from '../../core/text/text';
import type { DeploymentView } from '../../../../server/src/protocol';
import type { ClusterModel } from '../model/clusterModel';
import { clusterViewOf } from '../language/clusterView';
import { configFileOf } from '../files/given';
import { launchProgress } from '../messages/launchProgress';
import { withProgress } from '../messages/progress';
import type { CommandHandler, Services } from '../services';
import { trustRemoteCodeSetting } from '../settings/settings';
import { saveIfDirty } from '../files/workspace';

/** Checks, launches, and waits until every application runs; the log is followed from the first line. */
export const launchServer: CommandHandler = services => async given => {
  const title = vscode.l10n.t('Launch Server');
  const config = await configFileOf(services.configFiles, given, title);
  await saveIfDirty(config);
  const deployment = await services.client.deployment(config);
  if (deployment === null) {
    throw new UserError(
      text('{0} is not a server configuration that can be read.', vscode.workspace.asRelativePath(config)),
      text('See its problems in the Problems panel.'),
      { kind: 'showProblems', file: config.toString() },
    );
  }
  const model = await clusterFor(services, deployment, title);
  const view = await clusterViewOf(services, model.uri);
  const { connection } = model.session.status;
  if (connection === undefined) {
    throw new UserError(
      text('The Ray cluster of {0} is not running.', vscode.workspace.asRelativePath(model.uri)),
      text('Start it, then launch the server again.'),
      { kind: 'startCluster', file: model.uri.toString() },
    );
  }
  const gateway = deployment.applications.find(({ kind }) => kind === 'server');
  services.log.clearServerLog();
  services.log.showServerLog(true);
  await vscode.commands.executeCommand('twinkle.cluster.focus', { preserveFocus: true });
  await withProgress(
    vscode.l10n.t('Launching the Twinkle server'),
    services.log,
    launchProgress(model.launch),
    signal =>
      model.launch.launch(
        {
          configFile: config.fsPath,
          applications: deployment.applications.map(({ name, routePrefix }) => name ?? routePrefix),
          http: deployment.http,
          ...(gateway === undefined ? {} : { gatewayPrefix: gateway.routePrefix }),
          python: connection.python,
          env: { ...view.env, ...view.nodes[0]?.env },
          trustRemoteCode: trustRemoteCodeSetting(),
          secrets: connection.secrets,
        },
        signal,
      ),
  );
  await model.refresh();
};

/** The cluster file that belongs to the configuration; where there is none of its own, a choice. */
async function clusterFor(
  services: Services,
  { clusterUri }: DeploymentView,
  title: string,
): Promise<ClusterModel> {
  return services.clusters.choose(
    clusterUri === undefined ? undefined : vscode.Uri.parse(clusterUri, true),
    title,
  );
}
