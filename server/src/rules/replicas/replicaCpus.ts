/**
 * The process of a replica takes one CPU of its node where `num_cpus` is not written, beside those of its placement
 * groups. It hands work on and computes little itself.
 * Source: ray/serve/_private/config.py `ReplicaConfig._validate_ray_actor_options`, Ray 2.60.0.
 */
import type { Application, Deployment } from '../../config/serverConfig';
import { insertEntry } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const replicaCpus: ApplicationRule = {
  id: 'replica-cpus',
  stage: 'waste',
  severity: 'hint',
  reads: ['deployments'],

  *checkApplication({ application, document }) {
    const { deployment } = application;
    // A file without deployments, or with names alone, is a sketch or wants Ray's defaults throughout.
    if (deployment === undefined || deployment.numCpus !== undefined) return;
    if (deployment.node.entries.every(({ key }) => key.value === 'name')) return;
    const entry = deployment.node.entries.find(({ key }) => key.value === 'ray_actor_options');
    const options = entry?.value;
    // What is no mapping is unknown, or told by the schema.
    if (options !== undefined && options.kind !== 'mapping') return;
    const head = entry ?? deployment.node.entries[0];
    yield {
      message: text(
        'Without `num_cpus` each replica takes a whole CPU for its process, in addition to those of its placement groups; 0.1 is enough.',
      ),
      ...placeOf(application, undefined),
      ...(head !== undefined &&
        !head.merged &&
        isOwn(application, { span: head.key.span }) && { span: head.key.span, path: [...deployment.path] }),
      fixes: () => fixOf(document, application, deployment, options),
    };
  },
};

function fixOf(
  document: ParsedDocument,
  application: Application,
  { node }: Deployment,
  options: MappingNode | undefined,
): Fix[] {
  if (!isOwn(application, options ?? node)) return [];
  const edits =
    options === undefined
      ? insertEntry(document, node, 'ray_actor_options', { num_cpus: '0.1' })
      : insertEntry(document, options, 'num_cpus', '0.1');
  return edits === undefined ? [] : [{ title: text('Add `num_cpus: 0.1`'), edits, preferred: false }];
}
