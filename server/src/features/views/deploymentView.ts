/** What a `server_config.yaml` deploys, as the client asks for it. */
import { rangeOf } from '../../document/tree/positions';
import type { Application } from '../../config/serverConfig';
import type { ApplicationView, DeploymentView } from '../../protocol';
import { placeOf } from '../../rules/engine/place';
import type { ConfigAnalysis } from '../../analysis/analysis';
import { servedView } from './servedView';

/** Defaults of twinkle-kit 0.5.1 stand where the file says nothing (`HttpOptions`, `ApplicationSpec.route_prefix`). */
export function deploymentView(analysis: ConfigAnalysis): DeploymentView {
  const { uri, config, twinkleVersion, versionReason, clusterUri, findings } = analysis;
  const rayNamespace = config.rayNamespace?.value;
  return {
    uri,
    twinkleVersion,
    versionReason,
    ...(clusterUri !== undefined && { clusterUri }),
    http: { host: config.http.host?.value ?? 'localhost', port: config.http.port?.value ?? 8000 },
    ...(rayNamespace !== undefined && { rayNamespace }),
    applications: config.applications.map(application => applicationView(analysis, application)),
    errors: findings.filter(finding => finding.severity === 'error').length,
  };
}

function applicationView(analysis: ConfigAnalysis, application: Application): ApplicationView {
  const { document } = analysis;
  const name = application.name?.value;
  const kind = application.kind?.value;
  const served = servedView(analysis, application);
  return {
    ...(name !== undefined && { name }),
    ...(kind !== undefined && { kind }),
    routePrefix: application.routePrefix?.value ?? '/',
    ...(served !== undefined && { served }),
    range: rangeOf(document, application.span),
    nameRange: rangeOf(document, placeOf(application, application.name).span),
  };
}
