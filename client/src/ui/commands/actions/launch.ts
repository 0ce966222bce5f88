/** A launch, as commands run it: what it takes, and the launch itself with progress and Cancel. */
import * as vscode from 'vscode';
import type { DeploymentView } from '../../../../../server/src/protocol';
import { alreadyThere, LaunchFailed } from '../../../app/launch/messages';
import { nodeEnvironment } from '../../../core/cluster/nodeEnvironment';
import { scriptOf, type LaunchOptions } from '../../../core/launch/options/options';
import type { PreflightCheck } from '../../../core/launch/view';
import { text, UserError } from '../../../core/text/text';
import { configFileOf } from '../../files/given';
import { saveIfDirty } from '../../files/workspace';
import { clusterViewOf } from '../../language/clusterView';
import { buttonOf } from '../../messages/buttons';
import { launchProgress } from '../../messages/launchProgress';
import { offer } from '../../messages/offer';
import { withProgress } from '../../messages/progress';
import type { ClusterModel } from '../../model/clusterModel';
import type { Services } from '../../services';
import { launchOptionsSetting } from '../../settings/launchOptions';

/** What is to be launched, and on which cluster. */
export interface WantedLaunch {
  readonly config: vscode.Uri;
  readonly deployment: DeploymentView;
  readonly model: ClusterModel;
  /** How: as the settings say, unless a person chose for this launch. */
  readonly options: LaunchOptions;
}

/** Throws a UserError where nothing can be launched; until then nothing was changed. */
export async function wantedLaunch(services: Services, given: unknown, title: string): Promise<WantedLaunch> {
  const config = await configFileOf(services.configFiles, given, title);
  const deployment = await services.client.deployment(config);
  if (deployment === null) {
    throw new UserError(
      text('{0} is not a server configuration that can be read.', vscode.workspace.asRelativePath(config)),
      text('See its problems in the Problems panel.'),
      { kind: 'showProblems', file: config.toString() },
    );
  }
  // Its own cluster file; where there is none, a choice.
  const { clusterUri } = deployment;
  const cluster = clusterUri === undefined ? undefined : vscode.Uri.parse(clusterUri, true);
  const model = await services.clusters.choose(cluster, title);
  refuseSecond(model);
  // Another window, or another program, may have started or ended it. A launch that failed is not looked for again,
  // which would show its log anew.
  const isKnown = model.session.status.connection !== undefined && model.launch.view.state === 'failed';
  await (isKnown ? model.refresh() : model.recover());
  refuseSecond(model);
  const view = await services.client.cluster(model.uri);
  const nodes = view?.nodes.map(node => nodeEnvironment(view, node)) ?? [];
  const options = launchOptionsSetting(config, nodes);
  return { config, deployment, model, options };
}

function refuseSecond({ launch: { view } }: ClusterModel): void {
  if (view.state !== 'stopped' && view.state !== 'failed') throw alreadyThere();
}

/**
 * Checks, launches, and waits until every application runs. Log and view are shown once the launch was not refused.
 *
 * @param findings where errors of the file were asked about before
 */
export async function launch(
  services: Services,
  { config, deployment, model, options }: WantedLaunch,
  findings?: PreflightCheck,
): Promise<void> {
  await saveIfDirty(config);
  const script = scriptOf(options);
  if (script !== undefined) await saveIfDirty(vscode.Uri.file(script));
  const view = await clusterViewOf(services, model.uri);
  const { connection } = model.session.status;
  if (connection === undefined) {
    throw new UserError(
      text('The Ray cluster of {0} is not running.', vscode.workspace.asRelativePath(model.uri)),
      undefined,
      { kind: 'startAndLaunch', file: config.toString() },
    );
  }
  const gateway = deployment.applications.find(({ kind }) => kind === 'server');
  const begun = model.launch.onDidChange(({ state }) => {
    if (state !== 'launching') return;
    begun.dispose();
    services.log.showServerLog(true);
    void vscode.commands.executeCommand('twinkle.cluster.focus', { preserveFocus: true });
  });
  try {
    await shown(services, model, signal =>
      model.launch.launch(
        {
          configFile: config.fsPath,
          applications: deployment.applications.map(({ name, routePrefix }) => name ?? routePrefix),
          http: deployment.http,
          ...(gateway === undefined ? {} : { gatewayPrefix: gateway.routePrefix }),
          python: connection.python,
          env: nodeEnvironment(view),
          options,
          secrets: connection.secrets,
          ...(findings === undefined ? {} : { findings }),
        },
        signal,
      ),
    );
  } finally {
    begun.dispose();
  }
}

/** A launch that this window has not begun: its progress with Cancel, and how it ends. */
export async function attendLaunch(services: Services, model: ClusterModel): Promise<void> {
  await shown(services, model, signal => model.launch.attend(signal));
}

async function shown(
  services: Services,
  model: ClusterModel,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  try {
    await withProgress(
      vscode.l10n.t('Launching the Twinkle server'),
      services.log,
      launchProgress({ onDidChange: model.onDidChangeLaunch }),
      run,
    );
  } catch (error) {
    throw await located(error, model);
  }
  await model.refresh();
  tellReady(services, model);
}

/** What comes next: clients need the address. */
function tellReady({ log }: Services, { launch: { view }, uri }: ClusterModel): void {
  if (view.state !== 'running' || view.endpoint === undefined) return;
  const file = uri.toString();
  offer(
    log,
    text('The Twinkle server is ready at {0}.', view.endpoint),
    // Short, since a message cuts the words of four long buttons.
    { ...buttonOf({ kind: 'copyEndpoint', file }), title: vscode.l10n.t('Copy') },
    { ...buttonOf({ kind: 'sendTestRequest', file }), title: vscode.l10n.t('Test Request') },
    { ...buttonOf({ kind: 'copyClientSnippet', file }), title: vscode.l10n.t('Client Snippet') },
    { ...buttonOf({ kind: 'openDashboard', file }), title: vscode.l10n.t('Dashboard') },
  );
}

/** With the place in the file that a launch failed at, where there is one. */
async function located(error: unknown, { launchCause }: ClusterModel): Promise<unknown> {
  if (!(error instanceof LaunchFailed)) return error;
  const place = await launchCause.place;
  return place === undefined ? error : error.at(place);
}
