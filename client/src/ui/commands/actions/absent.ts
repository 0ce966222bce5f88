/** What commands say where nothing runs that they could stop or show. */
import * as vscode from 'vscode';
import { text } from '../../../core/text/text';
import { buttonOf } from '../../messages/buttons';
import { offer } from '../../messages/offer';
import type { ClusterModel } from '../../model/clusterModel';
import type { Services } from '../../services';

/** The cluster that a command which ends something means; where the workspace has none, that is said. */
export async function clusterToStop(
  services: Services,
  given: unknown,
  title: string,
): Promise<ClusterModel | undefined> {
  const { clusters } = services;
  if (!clusters.ready) await clusters.rescan();
  if (clusters.all.length > 0) return clusters.choose(given, title);
  noCluster(services, undefined);
  return undefined;
}

/** @param model the cluster that was meant, if one was */
export function noCluster({ clusters, log }: Services, model: ClusterModel | undefined): void {
  if (clusters.all.length === 0) {
    offer(
      log,
      text('No Ray cluster is running: this workspace has no cluster file.'),
      buttonOf({ kind: 'createClusterFile' }),
    );
    return;
  }
  const other = clusters.all.find(each => each !== model && each.runs);
  const name = model && vscode.workspace.asRelativePath(model.uri);
  if (other !== undefined && name !== undefined) {
    const otherName = vscode.workspace.asRelativePath(other.uri);
    offer(log, text('The Ray cluster of {0} is not running, but the one of {1} is.', name, otherName), {
      ...buttonOf({ kind: 'stopCluster', file: other.uri.toString() }),
      title: vscode.l10n.t('Stop Ray Cluster of {0}', otherName),
    });
    return;
  }
  offer(
    log,
    name === undefined
      ? text('No Ray cluster of this workspace is running.')
      : text('The Ray cluster of {0} is not running.', name),
    buttonOf({ kind: 'startCluster', ...(model && { file: model.uri.toString() }) }),
  );
}

export function noServer({ log }: Services, model: ClusterModel): void {
  const name = vscode.workspace.asRelativePath(model.uri);
  if (model.runs)
    offer(
      log,
      text('No Twinkle server is running on the Ray cluster of {0}.', name),
      buttonOf({ kind: 'launchServer' }),
    );
  else
    offer(
      log,
      text('No Twinkle server is running: the Ray cluster of {0} is stopped.', name),
      buttonOf({ kind: 'startAndLaunch' }),
    );
}

export async function noLog({ clusters, configFiles, log }: Services): Promise<void> {
  const runs = clusters.current?.runs === true;
  const hasConfig = (await configFiles.list()).length > 0;
  const kind = !hasConfig ? 'newServerConfig' : runs ? 'launchServer' : 'startAndLaunch';
  offer(log, text('There is no server log yet: no server was launched.'), buttonOf({ kind }));
}
