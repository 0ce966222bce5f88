/** The words and the command of each action. They are commands of the extension or of VS Code, so a link may run them, too. */
import * as vscode from 'vscode';
import type { Action } from '../../core/text/action';

export interface Button {
  readonly title: string;
  readonly command: string;
  readonly arguments: unknown[];
}

/** What a button, a link or a click on a row does. */
export function buttonOf(action: Action): Button {
  switch (action.kind) {
    case 'openClusterFile':
      return button(
        vscode.l10n.t('Open Cluster File'),
        'twinkle.openClusterFile',
        uriOf(action.file),
        action.at,
      );
    case 'openConfigFile':
      return button(
        vscode.l10n.t('Open Server Configuration'),
        'twinkle.openConfigFile',
        uriOf(action.file),
        action.at,
      );
    case 'showProblems':
      return action.file === undefined
        ? button(vscode.l10n.t('Show Problems'), 'workbench.actions.view.problems')
        : button(vscode.l10n.t('Show Problems'), 'twinkle.checkFile', uriOf(action.file));
    case 'startCluster':
      return button(vscode.l10n.t('Start Ray Cluster'), 'twinkle.startCluster', uriOf(action.file));
    case 'stopCluster':
      return button(vscode.l10n.t('Stop Ray Cluster'), 'twinkle.stopCluster', uriOf(action.file));
    case 'launchServer':
      return button(vscode.l10n.t('Launch Server'), 'twinkle.launchServer', uriOf(action.file));
    case 'launchWith':
      return button(vscode.l10n.t('Launch With…'), 'twinkle.launchWith', uriOf(action.file));
    case 'startAndLaunch':
      return button(vscode.l10n.t('Start and Launch'), 'twinkle.startAndLaunch', uriOf(action.file));
    case 'stopServer':
      return button(vscode.l10n.t('Stop Server'), 'twinkle.stopServer', uriOf(action.file));
    case 'sendTestRequest':
      return button(vscode.l10n.t('Send a Test Request'), 'twinkle.sendTestRequest', uriOf(action.file));
    case 'copyClientSnippet':
      return button(vscode.l10n.t('Copy Client Snippet'), 'twinkle.copyClientSnippet', uriOf(action.file));
    case 'showForecast':
      return button(vscode.l10n.t('Show Forecast'), 'twinkle.forecast', uriOf(action.file));
    case 'showProblem':
      return button(vscode.l10n.t('Show Problem'), 'twinkle.openConfigFile', uriOf(action.file), action.at);
    case 'showServerLog':
      return button(vscode.l10n.t('Show Server Log'), 'twinkle.showLog', undefined, action.at);
    case 'copyReport':
      return button(vscode.l10n.t('Copy Report'), 'twinkle.copyReport');
    case 'newServerConfig':
      return button(vscode.l10n.t('New Server Configuration'), 'twinkle.newServerConfig');
    case 'createClusterFile':
      return button(vscode.l10n.t('Create Cluster File'), 'twinkle.createClusterFile');
    case 'copyEndpoint':
      return button(vscode.l10n.t('Copy Endpoint'), 'twinkle.copyEndpoint', uriOf(action.file));
    case 'openDashboard':
      return button(vscode.l10n.t('Open Ray Dashboard'), 'twinkle.openDashboard', uriOf(action.file));
    case 'openFolder':
      return button(vscode.l10n.t('Open Folder'), 'vscode.openFolder');
    case 'openSetting':
      return button(vscode.l10n.t('Open Setting'), settingsCommand(action.setting), {
        query: `twinkle.${action.setting}`,
      });
    case 'manageTrust':
      return button(vscode.l10n.t('Manage Workspace Trust'), 'workbench.trust.manage');
    case 'refresh':
      return button(vscode.l10n.t('Refresh'), 'twinkle.refresh');
    case 'reloadWindow':
      return button(vscode.l10n.t('Reload Window'), 'workbench.action.reloadWindow');
    case 'saveAs':
      return button(vscode.l10n.t('Save As…'), 'workbench.action.files.saveAs');
    case 'selectInterpreter':
      return button(vscode.l10n.t('Select Interpreter'), 'twinkle.selectPython');
    case 'setRayToken':
      return button(vscode.l10n.t('Set Ray Token'), 'twinkle.setRayToken');
  }
}

/** Without arguments that are not given, behind the last one that is. */
function button(title: string, command: string, ...given: readonly unknown[]): Button {
  const last = given.findLastIndex(each => each !== undefined);
  return { title, command, arguments: given.slice(0, last + 1) };
}

/** As a string, so that a link can hold it, too. A path begins with a slash, and a URI with its scheme. */
function uriOf(file: string | undefined): string | undefined {
  return file?.startsWith('/') === true ? vscode.Uri.file(file).toString() : file;
}

/**
 * Opens the settings in which the value that counts is kept. Of another machine they have a page of their own, and the
 * page of the user does not list what belongs to a machine.
 */
function settingsCommand(name: string): string {
  const found = vscode.workspace.getConfiguration('twinkle').inspect(name);
  if ((found?.workspaceFolderValue ?? found?.workspaceValue) !== undefined)
    return 'workbench.action.openWorkspaceSettings';
  return vscode.env.remoteName === undefined
    ? 'workbench.action.openSettings'
    : 'workbench.action.openRemoteSettings';
}
