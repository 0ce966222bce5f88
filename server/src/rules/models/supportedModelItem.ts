/**
 * What the gateway makes of the entries of `supported_models`: a text is a name, a mapping is a `SupportedModel` whose
 * `model_name` must be a text, or the replica fails; anything else is silently ignored.
 * Source: `_normalize_models` in twinkle/server/gateway/app.py (server.py before 0.4.0) and twinkle_client/types/server.py,
 * twinkle-kit 0.2.0 to 0.5.1.
 */
import type { Application } from '../../config/serverConfig';
import { renameKey, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { Entry, MappingNode, ParsedDocument, ScalarNode, TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';

/** What people write in place of `model_name`. */
const likely = ['name', 'model', 'model_id', 'id'];

export const supportedModelItem: ApplicationRule = {
  id: 'supported-model-item',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.2.0' },
  reads: ['import_path', 'args.supported_models'],

  *checkApplication({ application, document }) {
    const { kind, args } = application;
    if (kind?.value !== 'server' || args === undefined) return;
    const list = args.node.entries.find(({ key }) => key.value === 'supported_models')?.value;
    if (list?.kind !== 'sequence') return;
    for (const [index, item] of list.items.entries()) {
      const verdict = verdictOn(item);
      if (verdict === undefined) continue;
      const place = isOwn(application, item)
        ? { span: headOf(item), path: [...args.path, 'supported_models', index] }
        : placeOf(application, undefined);
      yield {
        ...verdict,
        ...place,
        fixes: () => fixes(document, application, item),
      };
    }
  },
};

function headOf(item: TreeNode): TreeNode['span'] {
  return item.kind === 'mapping' ? (item.entries[0]?.key.span ?? item.span) : item.span;
}

function verdictOn(item: TreeNode): RuleVerdict | undefined {
  if (item.kind === 'mapping') {
    if (isText(item.entries.find(({ key }) => key.value === 'model_name')?.value)) return undefined;
    return {
      message: text(
        'An entry must be a name, or `model_name: …` with a text: with this one the replica of the gateway fails with "validation error for SupportedModel".',
      ),
    };
  }
  // Where it is the only one, model-not-supported speaks.
  if (isNull(item) || isText(item)) return undefined;
  // The replica of the gateway starts all the same.
  return {
    stage: 'request',
    severity: 'warning',
    message: text(
      'An entry must be text: the gateway ignores this one, and answers that the model is not supported.',
    ),
  };
}

function isNull(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.value === null && !node.interpolated;
}

/** True for what may be a text once it is resolved. */
function isText(node: TreeNode | undefined): boolean {
  return node?.kind === 'scalar' && (node.interpolated || typeof node.value === 'string');
}

function fixes(document: ParsedDocument, application: Application, item: TreeNode): Fix[] {
  if (!isOwn(application, item)) return [];
  if (item.kind === 'mapping') return named(document, item);
  return item.kind === 'scalar' && item.style === 'plain' ? quoted(document, item) : [];
}

function named(document: ParsedDocument, { entries }: MappingNode): Fix[] {
  const entry = entries.find((each): each is Entry => likely.includes(String(each.key.value)));
  if (entry === undefined || entry.merged || entries.some(({ key }) => key.value === 'model_name')) return [];
  return isText(entry.value)
    ? [
        {
          title: text("Rename to '{0}'", 'model_name'),
          edits: renameKey(entry, 'model_name'),
          preferred: true,
        },
      ]
    : [];
}

function quoted(document: ParsedDocument, item: ScalarNode): Fix[] {
  const value = JSON.stringify(document.text.slice(item.span.start, item.span.end));
  return [
    { title: text('Change to {0}', value), edits: replaceValue(document, item, value), preferred: true },
  ];
}
