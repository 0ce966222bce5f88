/**
 * The gateway forwards calls over HTTP to the proxy of Ray Serve at the host of `http_options`, where 0.0.0.0 becomes
 * localhost. So a proxy must run on the node on which the gateway runs: none does with `Disabled`, and with `HeadOnly`
 * only the head's, though Ray may place the gateway on any node.
 * Source: twinkle/server/gateway/proxy.py `_build_target_url`, twinkle-kit 0.5.1, and ray/serve/_private/proxy_state.py
 * `_get_target_nodes`, Ray 2.60.0. A launcher before 0.4.0 reads the field as well. What is none of Ray's words ends the
 * launch: `ProxyLocation._normalize` in ray/serve/config.py, which takes `NoServer` as well.
 */
import type { Field } from '../../config/field';
import type { ServerConfig } from '../../config/serverConfig';
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { nearestFixes } from '../../document/edits/nearestFixes';
import { listed } from '../../text/listed';
import { text, type Text } from '../../text/text';
import { serversOf } from '../../models/gatewayRoutes';
import { ofEach } from '../engine/ofEach';
import type { FileRule, RuleContext, RuleFinding } from '../engine/rule';

export const proxyLocation: FileRule = {
  id: 'proxy-location',
  stage: 'request',
  severity: 'warning',
  reads: ['proxy_location', 'http_options.host', ...ofEach(['import_path', 'deployments'])],

  *checkFile(context) {
    const { config, document } = context;
    const message = complaint(context);
    const field = config.proxyLocation;
    if (field?.value !== undefined && !isWord(field.value)) {
      yield refused(document, field, field.value);
      return;
    }
    if (field === undefined || message === undefined) return;
    yield {
      message,
      span: field.span,
      path: field.path,
      fixes: () => everyNode(document, config),
    };
  },
};

const words = ['EveryNode', 'HeadOnly', 'Disabled'];

/** An empty text counts as not written. */
function isWord(location: string): boolean {
  return location === '' || location === 'NoServer' || words.includes(location);
}

/** The launcher hands any word over, and Ray Serve refuses it at once. */
function refused(
  document: ParsedDocument,
  { node, span, path }: Field<string>,
  location: string,
): RuleFinding {
  return {
    stage: 'deploy',
    severity: 'error',
    message: text(
      'Ray Serve accepts {0}, in exactly this spelling: with `{1}` the launch fails with "\'{1}\' is not a valid ProxyLocation".',
      listed(words),
      location,
    ),
    span,
    path,
    fixes: () => {
      if (node.kind === 'scalar' && node.resolvedFrom !== undefined) return [];
      return nearestFixes(location, words, name => replaceValue(document, node, name));
    },
  };
}

function complaint({ config, cluster }: RuleContext): Text | undefined {
  const location = config.proxyLocation?.value;
  const servers = serversOf(config);
  if (servers.length === 0) return undefined;
  if (location === 'Disabled' || location === 'NoServer') {
    return text(
      'With `{0}` no node has an HTTP proxy: clients and the gateway cannot reach any application.',
      location,
    );
  }
  const nodes = cluster?.nodes.length ?? 0;
  if (location !== 'HeadOnly' || nodes < 2 || !isLocal(config)) return undefined;
  // Resources may tie the gateway to the head.
  if (servers.every(({ deployment }) => deployment?.resources !== undefined)) return undefined;
  return text(
    'Only the head of the {0} {0|node|nodes} has an HTTP proxy, but the gateway calls localhost: if Ray places it on another node, each call that it forwards fails with 502.',
    nodes,
  );
}

/** True where the gateway calls its own node. */
function isLocal({ http: { host } }: ServerConfig): boolean {
  return host === undefined || ['0.0.0.0', 'localhost', '127.0.0.1'].includes(host.value ?? '');
}

function everyNode(document: ParsedDocument, { proxyLocation: field }: ServerConfig): Fix[] {
  const node = field?.node;
  if (node?.kind !== 'scalar' || node.resolvedFrom !== undefined) return [];
  const edits = replaceValue(document, node, 'EveryNode');
  return [
    { title: text('Change proxy_location to `EveryNode`'), edits, preferred: field?.value !== 'HeadOnly' },
  ];
}
