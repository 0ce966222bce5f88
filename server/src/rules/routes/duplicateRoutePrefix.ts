/**
 * Ray Serve refuses an application under a prefix that another one has, the default `/` included. The launcher ends
 * with an error, and the applications before keep running.
 * Source: ray/serve/_private/application_state.py `deploy_apps`, Ray 2.60.0. Applications of one name replace each
 * other instead, which `duplicate-application-name` tells.
 */
import type { Application } from '../../config/serverConfig';
import { text } from '../../text/text';
import { writtenPrefix } from '../../models/gatewayRoutes';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const duplicateRoutePrefix: FileRule = {
  id: 'duplicate-route-prefix',
  stage: 'deploy',
  severity: 'error',
  consequenceOf: ['route-prefix-syntax', 'route-prefix-shape', 'duplicate-application-name'],
  reads: ofEach(['name', 'route_prefix']),

  *checkFile({ config }) {
    const seen = new Map<string, Application>();
    for (const application of config.applications) {
      const prefix = writtenPrefix(application);
      const name = application.name?.value;
      if (prefix === undefined || name === undefined) continue;
      const earlier = seen.get(prefix);
      const other = earlier?.name?.value;
      if (earlier === undefined || other === undefined) {
        seen.set(prefix, application);
        continue;
      }
      if (other === name) continue;
      yield {
        message:
          application.routePrefix === undefined
            ? text(
                'Without a route_prefix it is `/`, which the application `{0}` already has: Ray Serve refuses the same prefix twice, and the launch fails here. The applications before it keep running.',
                other,
              )
            : text(
                'The application `{0}` already has the route_prefix `{1}`: Ray Serve refuses the same prefix twice, and the launch fails here. The applications before it keep running.',
                other,
                prefix,
              ),
        ...placeOf(application, application.routePrefix),
        related: [
          {
            span: placeOf(earlier, earlier.routePrefix).span,
            message: text('The application `{0}` already has this prefix.', other),
          },
        ],
      };
    }
  },
};
