/** The server and the model that a command of its clients means. */
import * as vscode from 'vscode';
import { targetsOf, baseOf, type TestTarget } from '../../../core/testRequest/target';
import { text, UserError } from '../../../core/text/text';
import { rowOf } from '../../files/given';
import { pick } from '../../messages/shown';
import { buttonOf } from '../../messages/buttons';
import { offer } from '../../messages/offer';
import type { ClusterModel } from '../../model/clusterModel';
import type { Services } from '../../services';
import { clusterToStop, noServer } from './absent';

export interface TestedServer {
  readonly model: ClusterModel;
  /** Of the gateway. */
  readonly endpoint: string;
  /** What clients are given. */
  readonly base: string;
  readonly configFile: string;
  readonly target: TestTarget;
}

/**
 * Undefined where no server runs, which was said, or where no model was chosen. Throws a UserError where no client could
 * reach the server.
 *
 * @param given of a row of the tree, the model of its application is meant
 */
export async function testedServer(
  services: Services,
  given: unknown,
  title: string,
): Promise<TestedServer | undefined> {
  const model = await clusterToStop(services, given, title);
  if (model === undefined) return undefined;
  if (model.launch.view.state === 'stopped') await model.recover();
  const { state, endpoint, configFile } = model.launch.view;
  if (state === 'preflight' || state === 'launching') {
    offer(services.log, text('The Twinkle server is not ready yet.'), buttonOf({ kind: 'showServerLog' }));
    return undefined;
  }
  if (state !== 'running' || endpoint === undefined || configFile === undefined) {
    noServer(services, model);
    return undefined;
  }
  const base = baseOf(endpoint);
  if (base === undefined)
    throw new UserError(
      text('No client can reach the gateway at {0}.', endpoint),
      text('Its "route_prefix" must end in /api/v1, which clients add to the address.'),
      { kind: 'openConfigFile', file: configFile, at: ['applications'] },
    );
  const target = await targetOf(services, configFile, given, title);
  return target === undefined ? undefined : { model, endpoint, base, configFile, target };
}

async function targetOf(
  { client }: Services,
  configFile: string,
  given: unknown,
  title: string,
): Promise<TestTarget | undefined> {
  const applications = (await client.deployment(vscode.Uri.file(configFile)))?.applications ?? [];
  if (!applications.some(({ kind }) => kind === 'server'))
    throw new UserError(
      text('The configuration has no server application, so that no client can open a session.'),
      text('Add one, and launch the server again.'),
      { kind: 'openConfigFile', file: configFile, at: ['applications'] },
    );
  const targets = targetsOf(applications);
  const subject = rowOf(given)?.subject;
  const meant = applications.find(({ name }) => name === subject && name !== undefined)?.served?.name;
  const [only, ...others] = targets.filter(({ model }) => meant === undefined || model === meant);
  if (only === undefined)
    throw new UserError(
      text('The configuration has no model and no sampler that the gateway reaches.'),
      text('Their "route_prefix" is /api/v1/model/ or /api/v1/sampler/ with the name of the model.'),
      { kind: 'openConfigFile', file: configFile, at: ['applications'] },
    );
  if (others.length === 0) return only;
  const chosen = await pick(
    [only, ...others].map(target => ({ label: target.model, description: uses(target), target })),
    { title, placeHolder: vscode.l10n.t('Choose a model') },
  );
  return chosen?.target;
}

function uses({ train, sample }: TestTarget): string {
  if (train === undefined) return vscode.l10n.t('sampling only');
  return sample === undefined ? vscode.l10n.t('training only') : vscode.l10n.t('training and sampling');
}
