/**
 * A port that no socket can be bound to: each HTTP proxy fails with "bind(): port must be 0-65535", and the launch ends.
 * The loader takes any integer. With 0 the system chooses a port for each proxy, which is reported nowhere: the launch prints
 * `:0` as endpoint, and that is where the gateway forwards calls to.
 * Source: twinkle/server/config/application_spec.py `HttpOptions`, twinkle-kit 0.4.0 to 0.5.1 (a raw mapping before);
 * ray/serve/_private/http_util.py `start_asgi_http_server`, Ray 2.60.0;
 * twinkle/server/gateway/proxy.py `_build_target_url`, twinkle-kit 0.5.1.
 */
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

const greatest = 65_535;

export const portRange: FileRule = {
  id: 'port-range',
  stage: 'deploy',
  severity: 'error',
  reads: ['http_options.port', 'proxy_location'],

  *checkFile({ config: { http, proxyLocation, applications } }) {
    const { port } = http;
    const location = proxyLocation?.value;
    if (port?.value === undefined || !Number.isInteger(port.value)) return;
    if (port.value > 0 && port.value <= greatest) return;
    // Without proxies nothing is bound; and what starts them may be unknown.
    if (location === 'Disabled' || location === 'NoServer' || applications.length === 0) return;
    if (proxyLocation !== undefined && location === undefined) return;
    const isZero = port.value === 0;
    yield {
      // The launch succeeds, and what it started cannot be reached.
      ...(isZero && { stage: 'request', severity: 'warning' }),
      message: isZero
        ? text(
            'With port 0 each HTTP proxy listens on a random port that is not reported, and the gateway forwards calls to port 0, where nothing listens.',
          )
        : text(
            'A port must be from 1 to {0}: with {1} no HTTP proxy starts ("bind(): port must be 0-65535"), and the launch fails.',
            greatest,
            port.value,
          ),
      span: port.span,
      path: port.path,
    };
  },
};
