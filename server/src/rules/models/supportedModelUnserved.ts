/**
 * Each name among `supported_models` is one that clients may ask for and that the deep health check asks itself, at
 * `{G}/model/{name}`. Without a model application there, the check answers 503 for as long as the server runs, and a
 * watchdog that reads it restarts the server again and again.
 * Source: twinkle/server/gateway/twinkle_handlers.py `healthz_deep`, twinkle-kit 0.5.1; the deep health check
 * came with 0.5.0. Before, a request for such a name is what fails.
 */
import { atLeast } from '../../config/version';
import type { Field } from '../../config/field';
import type { Application } from '../../config/serverConfig';
import { quoteIfNeeded, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import { removeItem } from '../../document/edits/listEdit';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { ofEach } from '../engine/ofEach';
import { isEditable, placeOf } from '../engine/place';
import { likelyRename, servingKeys, servingOf, type Serving } from '../../models/supportedModels';
import type { FileRule } from '../engine/rule';

export const supportedModelUnserved: FileRule = {
  id: 'supported-model-unserved',
  stage: 'request',
  severity: 'warning',
  versions: { since: '0.4.0' },
  reads: ofEach(servingKeys),

  *checkFile({ config, document, version }) {
    const serving = servingOf(config);
    // A misplaced model may be the one that is missing here: its prefix is the finding then.
    if (serving === undefined || serving.someMisplaced) return;
    // A server alone is a file that is not finished, or a part of one.
    if (serving.models.length + serving.samplers.length === 0) return;
    const isProbed = atLeast(version, '0.5.0');
    const served = new Set(serving.models.map(({ name }) => name));
    const sampled = new Set(serving.samplers.map(({ name }) => name));
    const rename = likelyRename(serving);
    for (const field of serving.supported) {
      // It is reported at the model, by model-not-supported.
      if (field === rename?.entry) continue;
      const name = field.value;
      const server = serving.servers.find(({ args }) => args?.supportedModels?.includes(field));
      if (name === undefined || server === undefined || served.has(name)) continue;
      const place = placeOf(server, field);
      if (sampled.has(name)) {
        if (!isProbed) continue;
        yield {
          ...place,
          // Clients get what they ask for.
          severity: 'hint',
          message: text(
            '`{0}` has a sampler and no model application: that is enough for sampling, but the deep health check answers 503.',
            name,
          ),
        };
      } else {
        yield {
          ...place,
          message: isProbed
            ? text(
                'There is no model application for `{0}`: requests for it fail with 404, and the deep health check answers 503 as long as the server runs.',
                name,
              )
            : text('There is no model application for `{0}`: requests for it fail with 404.', name),
          fixes: () => fixes(document, serving, server, field),
        };
      }
    }
  },
};

/** Either the name is wrong, then it is one of a model that the list lacks, or it is left over. */
function fixes(document: ParsedDocument, serving: Serving, server: Application, field: Field<string>): Fix[] {
  const list = server.args?.node.entries.find(({ key }) => key.value === 'supported_models')?.value;
  if (list?.kind !== 'sequence' || !isEditable(server, field)) return [];
  const unlisted = serving.models.filter(({ name }) => !serving.names.has(name));
  const renamed = unlisted.slice(0, 5).map(({ name }) => ({
    title: text('Change it to `{0}`', name),
    edits: replaceValue(document, field.node, quoteIfNeeded(name)),
    preferred: false,
  }));
  const item = list.items.find(({ span }) => span.start <= field.span.start && field.span.end <= span.end);
  const edits = item && removeItem(document, list, item);
  if (edits === undefined) return renamed;
  const title = text('Remove it from supported_models');
  return [...renamed, { title, edits, preferred: unlisted.length === 0 && serving.models.length > 0 }];
}
