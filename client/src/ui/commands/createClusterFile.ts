import * as vscode from 'vscode';
import { text, UserError } from '../../core/text/text';
import type { CommandHandler } from '../services';

/** Writes a cluster file of one node beside the configuration, and opens it. */
export const createClusterFile: CommandHandler = services => async () => {
  const config = services.configFiles.active() ?? (await services.configFiles.list())[0];
  const folder =
    config === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(config, '..');
  if (folder === undefined) {
    throw new UserError(
      text('No folder is open.'),
      text('Open the folder that contains your server_config.yaml.'),
      { kind: 'openFolder' },
    );
  }
  const uri = vscode.Uri.joinPath(folder, 'twinkle_cluster.yaml');
  if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content()));
  await vscode.window.showTextDocument(uri);
};

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function content(): string {
  const comments = [
    vscode.l10n.t('The Ray nodes that "Twinkle: Start Ray Cluster" starts; the first is the head.'),
    vscode.l10n.t('Twinkle uses a separate node for each application with GPUs: add one node for each.'),
    vscode.l10n.t('Ascend NPUs are listed as `npus`, in the same way.'),
  ];
  return `${comments.map(line => `# ${line}\n`).join('')}cluster_name: lab
ray:
  port: 6379
  dashboard_port: 8265
  auth: token
env:
  TWINKLE_TRUST_REMOTE_CODE: "0"
nodes:
  - name: head
    host: local
    gpus: [0, 1, 2, 3]
  - name: cpu
    host: local
    gpus: []
`;
}
