import * as vscode from 'vscode';
import { choiceFrom, keptChoice } from '../../core/launch/options/choice';
import { chooseOptions } from '../launchWith/chooseOptions';
import type { CommandHandler } from '../services';
import { wantedLaunch } from './actions/launch';
import { startAndLaunchServer } from './actions/startAndLaunch';

const key = 'launchWith';

/** Launches as a person chooses for this launch, beginning with the choice before; starts the cluster where it must. */
export const launchWith: CommandHandler = services => async given => {
  const wanted = await wantedLaunch(services, given, vscode.l10n.t('Launch With…'));
  const { config, deployment, model } = wanted;
  const options = await chooseOptions(choiceFrom(services.memory.get(key), wanted.options), {
    config,
    version: deployment.twinkleVersion,
    startsCluster: model.session.status.connection === undefined,
  });
  if (options === undefined) return;
  await services.memory.update(key, keptChoice(options));
  await startAndLaunchServer(services, { ...wanted, options });
};
