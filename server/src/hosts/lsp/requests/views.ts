/** The requests of protocol.ts for what a file says, beside those of LSP. */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { checkedFile } from '../../../features/views/checkedFile';
import { clusterView } from '../../../features/views/clusterView';
import { deploymentView } from '../../../features/views/deploymentView';
import { placeOf } from '../../../features/views/placeOf';
import {
  checkRequest,
  clusterRequest,
  deploymentRequest,
  placeRequest,
  type CheckedFile,
  type ClusterView,
  type DeploymentView,
  type FileParams,
  type PlaceParams,
  type WireRange,
} from '../../../protocol';
import type { Translate } from '../../../text/text';
import type { Answer } from './answering';

export interface ViewPorts {
  readonly answer: Answer;
  readonly translate: () => Translate;
}

export function registerViews(connection: Connection, { answer, translate }: ViewPorts): void {
  connection.onRequest(deploymentRequest, ({ uri }: FileParams, token: CancellationToken) =>
    answer<DeploymentView | null>(uri, token, null, analysis =>
      analysis.kind === 'config' ? deploymentView(analysis) : null,
    ),
  );
  connection.onRequest(clusterRequest, ({ uri }: FileParams, token: CancellationToken) =>
    answer<ClusterView | null>(uri, token, null, analysis =>
      analysis.kind === 'cluster' ? clusterView(analysis) : null,
    ),
  );
  connection.onRequest(checkRequest, ({ uri }: FileParams, token: CancellationToken) =>
    answer<CheckedFile | null>(uri, token, null, analysis => checkedFile(analysis, uri, translate())),
  );
  connection.onRequest(placeRequest, ({ uri, path }: PlaceParams, token: CancellationToken) =>
    answer<WireRange | null>(uri, token, null, analysis => placeOf(analysis, path)),
  );
}
