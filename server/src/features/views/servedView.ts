/** How clients ask for a model or sampler of a `server_config.yaml`. */
import type { ConfigAnalysis } from '../../analysis/analysis';
import type { Application } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import { dataWorldSize } from '../../mesh/dataDispatch';
import { shownSetup } from '../../mesh/meshSetup';
import { gatewayPrefixes } from '../../models/gatewayRoutes';
import { servedBy } from '../../models/supportedModels';
import type { ServedView } from '../../protocol';
import { mockField } from '../../schema/checks/dormant';

/** Undefined for other kinds, and where the name is unknown or no gateway calls the application. */
export function servedView(
  { config, twinkleVersion }: Pick<ConfigAnalysis, 'config' | 'twinkleVersion'>,
  application: Application,
): ServedView | undefined {
  const kind = application.kind?.value;
  if (kind !== 'model' && kind !== 'sampler') return undefined;
  const gateways = gatewayPrefixes(config);
  if (gateways === undefined) return undefined;
  const name = servedBy(config, gateways, kind)?.served.find(each => each.application === application)?.name;
  if (name === undefined) return undefined;
  const setup = shownSetup(application);
  return {
    name,
    batch: (setup && dataWorldSize(setup.mesh)) ?? 1,
    full: application.args?.trainMode?.value === 'full',
    answers:
      mockField(application) === undefined || (setup?.workers ?? 1) === 1 || !hasMockWorkers(twinkleVersion),
  };
}

/** In 0.4.0 a mock is one object, whatever its ranks. */
function hasMockWorkers(version: string): boolean {
  return atLeast(version, '0.5.0');
}
