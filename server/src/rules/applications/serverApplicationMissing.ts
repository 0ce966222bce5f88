/**
 * Sessions, health and the Tinker and OpenAI interfaces are the server application's; without one the models run and no
 * client can open a session. Source: twinkle/server/gateway/twinkle_handlers.py and twinkle_client/manager.py,
 * twinkle-kit 0.5.1. A file that has nothing but applications may be a part of another one and is left alone.
 */
import { text } from '../../text/text';
import { kindsAreKnown, serversOf } from '../../models/gatewayRoutes';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const serverApplicationMissing: FileRule = {
  id: 'server-application-missing',
  stage: 'request',
  severity: 'warning',
  reads: [
    'http_options.host',
    'http_options.port',
    'proxy_location',
    'ray_namespace',
    ...ofEach(['import_path']),
  ],

  *checkFile({ config }) {
    const { applications, http, proxyLocation, rayNamespace } = config;
    const isWhole = [http.host, http.port, proxyLocation, rayNamespace].some(field => field !== undefined);
    if (!isWhole || !kindsAreKnown(config) || serversOf(config).length > 0) return;
    // One whose kind is not written yet may become the server application.
    if (applications.some(({ kind }) => kind === undefined)) return;
    const served = applications.find(({ kind }) => kind?.value === 'model' || kind?.value === 'sampler');
    if (served === undefined) return;
    yield {
      message: text(
        'No application has `import_path: server`: the launch succeeds, but clients have no gateway to open a session with.',
      ),
      ...placeOf(served, served.kind),
    };
  },
};
