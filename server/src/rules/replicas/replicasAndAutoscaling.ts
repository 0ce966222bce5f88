/**
 * A number of replicas is fixed or follows the load: Ray Serve refuses `num_replicas` beside `autoscaling_config`, but
 * for `auto`, which it takes as the defaults of the latter.
 * Source: ray/serve/deployment.py `Deployment.options`, Ray 2.60.0.
 */
import { numberOf } from '../../config/reader';
import type { Application } from '../../config/serverConfig';
import { removeEntry } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { Entry, MappingNode, ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const replicasAndAutoscaling: ApplicationRule = {
  id: 'replicas-and-autoscaling',
  stage: 'deploy',
  severity: 'error',
  reads: ['deployments'],

  *checkApplication({ application, document }) {
    const { deployment } = application;
    if (deployment === undefined) return;
    const fixed = entryOf(deployment.node, 'num_replicas');
    const scaling = entryOf(deployment.node, 'autoscaling_config');
    // Another text than `auto`, and what is no mapping, is reported by the schema.
    const count = fixed && numberOf(fixed.value);
    if (fixed === undefined || count === undefined || scaling?.value.kind !== 'mapping') return;
    yield {
      message: text(
        'Ray Serve accepts `num_replicas` or `autoscaling_config`, not both: the launch fails here with "Manually setting num_replicas is not allowed when autoscaling_config is provided".',
      ),
      ...placeOf(application, deployment.numReplicas),
      related: isOwn(application, { span: scaling.key.span })
        ? [{ span: scaling.key.span, message: text('The other one') }]
        : [],
      fixes: () => [fixed, scaling].flatMap(entry => removal(document, application, deployment.node, entry)),
    };
  },
};

function entryOf({ entries }: MappingNode, key: string): Entry | undefined {
  return entries.find(entry => entry.key.value === key);
}

/** Either may be what was meant. */
function removal(
  document: ParsedDocument,
  application: Application,
  mapping: MappingNode,
  entry: Entry,
): Fix[] {
  if (entry.merged || !isOwn(application, mapping)) return [];
  return [
    {
      title: text("Remove '{0}'", String(entry.key.value)),
      edits: removeEntry(document, mapping, entry),
      preferred: false,
    },
  ];
}
