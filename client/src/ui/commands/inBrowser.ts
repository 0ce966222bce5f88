/** Every command of the manifest where there is no machine, in VS Code for the Web. */
import * as vscode from 'vscode';
import { guarded } from '../messages/errors';
import { showMessage } from '../messages/shown';
import type { CommandHandler, TextServices } from '../services';
import { checkFile } from './checkFile';
import { forecast } from './forecast';
import { commandsOf } from './manifest';
import { showOutput } from './showOutput';
import { showReferences } from './showReferences';

/**
 * All that needs a machine says so, where without a handler the editor would say that the command does not exist.
 *
 * @param newServerConfig which has no machine to look at
 */
export function registerCommandsInBrowser(
  services: TextServices,
  newServerConfig: CommandHandler<TextServices>,
  extension: vscode.Extension<unknown>,
): vscode.Disposable {
  const handlers = new Map<string, CommandHandler<TextServices>>([
    ['twinkle.checkFile', checkFile],
    ['twinkle.forecast', forecast],
    ['twinkle.newServerConfig', newServerConfig],
    ['twinkle.showOutput', showOutput],
    ['twinkle.showReferences', showReferences],
  ]);
  return vscode.Disposable.from(
    ...commandsOf(extension).map(command => {
      const handler = handlers.get(command) ?? unavailable;
      return vscode.commands.registerCommand(command, guarded(services.log, handler(services)));
    }),
  );
}

const unavailable: CommandHandler<TextServices> = () => async () => {
  const message = vscode.l10n.t(
    'This requires a machine: open the folder in desktop VS Code, or over SSH, to start clusters and servers. Checks and completion work here.',
  );
  await showMessage('information', message);
};
