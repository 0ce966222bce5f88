/** How clients ask for a model or sampler of a `server_config.yaml`. */
import type { Application, ServerConfig } from '../../config/serverConfig';
import { dataWorldSize } from '../../mesh/dataDispatch';
import { shownSetup } from '../../mesh/meshSetup';
import { gatewayPrefixes } from '../../models/gatewayRoutes';
import { servedBy } from '../../models/supportedModels';
import type { ServedView } from '../../protocol';

/** Undefined for other kinds, and where the name is unknown or no gateway calls the application. */
export function servedView(config: ServerConfig, application: Application): ServedView | undefined {
  const kind = application.kind?.value;
  if (kind !== 'model' && kind !== 'sampler') return undefined;
  const gateways = gatewayPrefixes(config);
  if (gateways === undefined) return undefined;
  const name = servedBy(config, gateways, kind)?.served.find(each => each.application === application)?.name;
  if (name === undefined) return undefined;
  const mesh = shownSetup(application)?.mesh;
  return { name, batch: (mesh && dataWorldSize(mesh)) ?? 1, full: isFull(application) };
}

/** twinkle/server/config/application_spec.py `ModelArgs.train_mode`, twinkle-kit 0.5.1. */
function isFull({ args }: Application): boolean {
  return (
    args?.node.entries.some(
      ({ key, value }) => key.value === 'train_mode' && value.kind === 'scalar' && value.value === 'full',
    ) === true
  );
}
