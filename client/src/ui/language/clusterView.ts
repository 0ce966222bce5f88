/** What a cluster file declares, for commands that run or show it. */
import * as vscode from 'vscode';
import type { ClusterView } from '../../../../server/src/protocol';
import { counted } from '../../core/text/counted';
import { text, UserError } from '../../core/text/text';
import type { Services } from '../services';
import { saveIfDirty } from '../files/workspace';

/** Saves the file and reads it. Throws a UserError for a file that cannot be read or has errors. */
export async function clusterViewOf(services: Services, uri: vscode.Uri): Promise<ClusterView> {
  await saveIfDirty(uri);
  const view = await services.client.cluster(uri);
  const name = vscode.workspace.asRelativePath(uri);
  if (view === null) {
    throw new UserError(
      text('{0} is not a cluster file that can be read.', name),
      text('See its problems in the Problems panel.'),
      { kind: 'showProblems', file: uri.toString() },
    );
  }
  if (view.errors > 0) {
    throw new UserError(
      counted(view.errors, text('{0} has an error.', name), text('{0} has {1} errors.', name, view.errors)),
      text('Fix the underlined problems there.'),
      { kind: 'showProblems', file: uri.toString() },
    );
  }
  return view;
}
