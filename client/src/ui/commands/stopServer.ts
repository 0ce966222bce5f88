import * as vscode from 'vscode';
import { serverStopQuestion } from '../../core/launch/question';
import type { LaunchView } from '../../core/launch/view';
import { render } from '../messages/l10n';
import { askModal } from '../messages/shown';
import type { CommandHandler } from '../services';
import { confirmStopServerSetting, neverConfirmStopServer } from '../settings/settings';
import { clusterToStop, noServer } from './actions/absent';
import { endServer } from './actions/endServer';

/** Ends the launcher and waits until Ray reports no application. A server that works is asked about. */
export const stopServer: CommandHandler = services => async given => {
  const model = await clusterToStop(services, given, vscode.l10n.t('Stop Server'));
  if (model === undefined) return;
  if (model.launch.view.state === 'stopped') await model.recover();
  if (!(await isConfirmed(model.launch.view))) return;
  if (!(await endServer(services, model))) noServer(services, model);
};

/** In a dialog, which does not hide as a message does. Closing it is a no. */
async function isConfirmed(view: LaunchView): Promise<boolean> {
  const question = serverStopQuestion(view);
  if (question === undefined || !confirmStopServerSetting()) return true;
  const stop = vscode.l10n.t('Stop');
  const always = vscode.l10n.t('Stop and Do Not Ask Again');
  const chosen = await askModal(render(question), '', stop, always);
  if (chosen === always) await neverConfirmStopServer();
  return chosen !== undefined;
}
