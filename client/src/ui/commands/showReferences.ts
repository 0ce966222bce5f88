import * as vscode from 'vscode';
import type { WirePosition, WireRange } from '../../../../server/src/protocol';
import { uriOf } from '../files/given';
import type { CommandHandler, TextServices } from '../services';

/** What a code lens passes on: a server has positions and locations of the protocol, and VS Code wants its own. */
export const showReferences: CommandHandler<TextServices> = () => async (given, position, locations) => {
  const uri = uriOf(given);
  if (uri === undefined) return;
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    uri,
    positionOf(position as WirePosition),
    (locations as { uri: string; range: WireRange }[]).map(
      ({ uri: file, range: { start, end } }) =>
        new vscode.Location(
          vscode.Uri.parse(file, true),
          new vscode.Range(positionOf(start), positionOf(end)),
        ),
    ),
  );
};

function positionOf({ line, character }: WirePosition): vscode.Position {
  return new vscode.Position(line, character);
}
