/** Registers every command of the manifest. What commands do is loaded with the first one that is called. */
import * as vscode from 'vscode';
import { guarded } from '../messages/errors';
import type { Services } from '../services';
import { needsMachine } from '../trust/commandAccess';
import { requireMachine } from '../trust/trust';
import { commandsOf } from './manifest';

export function registerCommands(
  services: Services,
  extension: vscode.Extension<unknown>,
): vscode.Disposable {
  const register = (command: string) => {
    const run = async (given: unknown, ...more: unknown[]) => {
      if (needsMachine(command)) requireMachine(given);
      const { handlers } = await import('./handlers');
      const handler = handlers[command];
      if (handler === undefined) throw new Error(`${command} has no handler`);
      await handler(services)(given, ...more);
    };
    return vscode.commands.registerCommand(command, guarded(services.log, run));
  };
  return vscode.Disposable.from(...commandsOf(extension).map(register));
}
