import { look } from '../../app/newConfig/look';
import { uriOf } from '../files/given';
import { newServerConfig as wizard, type WizardPorts } from '../newConfig/wizard';
import type { CommandHandler, Services } from '../services';
import { mayLook } from '../trust/trust';

/** Asks what the server is to do, and writes a configuration. Only where the workspace is trusted it looks around. */
export const newServerConfig: CommandHandler = services => async given => {
  await wizard(portsOf(services), uriOf(given));
};

function portsOf({ client, keeper, tellFacts }: Services): WizardPorts {
  return {
    choices: async () => {
      // The first question starts the server, which does not know of the interpreter yet.
      await client.newConfigChoices();
      await tellFacts();
      return client.newConfigChoices();
    },
    config: answers => client.newConfig(answers),
    cluster: params => client.newCluster(params),
    forecast: uri => client.forecast(uri),
    look: mayLook() ? signal => look(keeper, signal) : undefined,
    uriText: uri => client.uriText(uri),
  };
}
