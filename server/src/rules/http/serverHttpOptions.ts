/**
 * `args.http_options` of the server application reaches the gateway as a pydantic object, which has no `get`: each call
 * that it forwards fails with 500. If it is left out, the launcher passes the top level's as a dictionary.
 * Source: twinkle/server/launcher/server_launcher.py `_deploy_application` (`dict(app_spec.args)` keeps nested models)
 * and twinkle/server/gateway/proxy.py `_build_target_url`, twinkle-kit 0.5.1; the same in 0.4.0. Before, the launcher
 * had no models and overwrote it.
 */
import { removeEntry } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { Application } from '../../config/serverConfig';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const serverHttpOptions: ApplicationRule = {
  id: 'server-http-options',
  stage: 'request',
  severity: 'error',
  versions: { since: '0.4.0' },
  reads: ['import_path', 'args.http_options'],

  *checkApplication({ application, document }) {
    const options = application.args?.httpOptions;
    if (application.kind?.value !== 'server' || options?.value === undefined) return;
    yield {
      message: text(
        'The launch succeeds, but with http_options here the gateway answers each call that it forwards with 500 (`{0}`). The gateway uses those of the top level anyway.',
        "'HttpOptions' object has no attribute 'get'",
      ),
      ...placeOf(application, options),
      fixes: () => removal(document, application),
    };
  },
};

function removal(document: ParsedDocument, application: Application): Fix[] {
  const { args } = application;
  const entry = args?.node.entries.find(({ key }) => key.value === 'http_options');
  if (args === undefined || entry === undefined || entry.merged || !isOwn(application, entry.key)) return [];
  // Without another entry the mapping itself would be gone.
  if (args.node.entries.length < 2) return [];
  const edits = removeEntry(document, args.node, entry);
  return [{ title: text('Remove http_options from the args'), edits, preferred: true }];
}
