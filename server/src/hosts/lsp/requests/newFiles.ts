/** The requests of protocol.ts for files that are not there yet. */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { newConfigChoices } from '../../../features/newFiles/choices';
import { newCluster } from '../../../features/newFiles/newCluster';
import { newConfig } from '../../../features/newFiles/newConfig';
import { finish } from '../../../placement/search/steps';
import {
  newClusterRequest,
  newConfigChoicesRequest,
  newConfigRequest,
  type Facts,
  type NewCluster,
  type NewClusterParams,
  type NewConfigAnswers,
} from '../../../protocol';
import type { Translate } from '../../../text/text';
import type { SlowAnswer } from './answering';

export interface NewFilesPorts {
  readonly answer: SlowAnswer;
  readonly facts: () => Facts;
  readonly translate: () => Translate;
}

export function registerNewFiles(connection: Connection, { answer, facts, translate }: NewFilesPorts): void {
  connection.onRequest(newConfigChoicesRequest, () => newConfigChoices(facts()));
  connection.onRequest(newConfigRequest, (answers: NewConfigAnswers) =>
    newConfig(answers, newConfigChoices(facts()).twinkleVersion, translate()),
  );
  connection.onRequest(
    newClusterRequest,
    ({ config, cards }: NewClusterParams, token: CancellationToken): NewCluster | Promise<NewCluster> => {
      const none = finish(newCluster(undefined, cards, translate()));
      if (config === undefined) return none;
      return answer(config, token, none, analysis =>
        newCluster(analysis.kind === 'config' ? analysis : undefined, cards, translate()),
      );
    },
  );
}
