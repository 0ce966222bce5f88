import * as vscode from 'vscode';
import type { KeyedRow } from '../../core/rows/keyedRows';
import type { Row } from '../../core/rows/row';
import { text, UserError } from '../../core/text/text';
import type { WireRange } from '../../../../server/src/protocol';
import { showAt } from '../files/showAt';
import type { CommandHandler, Services } from '../services';

/** Opens the file that a row of the tree comes from, at the lines of its node or application. */
export const revealInFile: CommandHandler = services => async given => {
  const { row } = given as KeyedRow;
  const place =
    row.context === 'node' ? await nodePlace(services, row) : await applicationPlace(services, row);
  if (place === undefined) {
    throw new UserError(text('No file of this workspace contains {0}.', row.subject ?? ''), undefined, {
      kind: row.context === 'node' ? 'openClusterFile' : 'openConfigFile',
    });
  }
  await showAt(place.uri, place.range);
};

interface Place {
  readonly uri: vscode.Uri;
  readonly range: WireRange;
}

async function nodePlace({ clusters, client }: Services, { subject }: Row): Promise<Place | undefined> {
  const uri = clusters.current?.uri;
  if (uri === undefined) return undefined;
  const node = (await client.cluster(uri))?.nodes.find(({ name }) => name === subject);
  return node === undefined ? undefined : { uri, range: node.range };
}

async function applicationPlace(
  { clusters, client }: Services,
  { subject }: Row,
): Promise<Place | undefined> {
  const configFile = clusters.current?.launch.view.configFile;
  if (configFile === undefined) return undefined;
  const uri = vscode.Uri.file(configFile);
  const application = (await client.deployment(uri))?.applications.find(({ name }) => name === subject);
  return application === undefined ? undefined : { uri, range: application.nameRange };
}
