/**
 * A name and the weights behind it that do not belong together, as they are left where a block is copied. The name at
 * the end of a prefix may be any alias of a model, so only two things are reported: a model and a sampler of one name that
 * load different models, since the sampler is to take over what the model has trained; and a name that is another
 * model's id in form, with the weights of a model that the file serves under its own name already.
 * Source: twinkle/hub/model_alias.py `build_model_alias_map` (what an alias is), twinkle-kit 0.5.1.
 */
import type { Fix } from '../../document/tree/finding';
import { quoteIfNeeded, replaceValue } from '../../document/edits/edit';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { gatewayPrefixes } from '../../models/gatewayRoutes';
import { modelIdKeys, modelIdOf, nameOf, isOtherModel } from '../../models/modelIds';
import { ofEach } from '../engine/ofEach';
import { isEditable, placeOf } from '../engine/place';
import type { FileRule, RuleFinding } from '../engine/rule';
import { servedBy, servedKeys, type Served } from '../../models/supportedModels';

export const modelNameMismatch: FileRule = {
  id: 'model-name-mismatch',
  stage: 'silent',
  severity: 'warning',
  versions: { since: '0.2.0' },
  consequenceOf: ['duplicate-application-name', 'duplicate-route-prefix'],
  reads: ofEach([...servedKeys, ...modelIdKeys]),

  *checkFile({ config, document }) {
    const gateways = gatewayPrefixes(config);
    if (gateways === undefined) return;
    const models = servedBy(config, gateways, 'model')?.served ?? [];
    const samplers = servedBy(config, gateways, 'sampler')?.served ?? [];
    yield* pairs(document, models, samplers);
    yield* copies(models);
    yield* copies(samplers);
  },
};

function* pairs(
  document: ParsedDocument,
  models: readonly Served[],
  samplers: readonly Served[],
): Generator<RuleFinding> {
  const byName = new Map(models.toReversed().map(model => [model.name, model]));
  for (const sampler of samplers) {
    const model = byName.get(sampler.name);
    const [trained, sampled] = [modelIdOf(model?.application), modelIdOf(sampler.application)];
    if (model === undefined || trained === undefined || sampled === undefined) continue;
    if (!isOtherModel(trained, sampled)) continue;
    yield {
      ...about(sampler),
      message: text(
        'Under the name `{0}` the sampler loads `{1}`, but the model trains `{2}`: adapters of the one do not fit the other.',
        sampler.name,
        sampled,
        trained,
      ),
      related: [
        {
          span: placeOf(model.application, model.application.args?.modelId).span,
          message: text('The model of the same name.'),
        },
      ],
      fixes: () => [...fixTo(document, sampler, trained), ...fixTo(document, model, sampled)],
    };
  }
}

/** Weights that are served under their own name, and again under a name that looks like another model's. */
function* copies(served: readonly Served[]): Generator<RuleFinding> {
  const byName = new Map<string, Served[]>();
  for (const each of served) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  for (const copy of served) {
    const id = modelIdOf(copy.application);
    const { name } = copy;
    if (id === undefined || !name.includes('/') || !isOtherModel(name, id)) continue;
    const original = byName.get(nameOf(id))?.find(other => modelIdOf(other.application) === id);
    if (original === undefined) continue;
    yield {
      ...about(copy),
      message: text(
        '`{0}` loads `{1}`, which this file also serves under its own name: was the model_id left unchanged in a copy?',
        name,
        id,
      ),
      related: [
        {
          span: placeOf(original.application, original.application.args?.modelId).span,
          message: text('The same model_id.'),
        },
      ],
    };
  }
}

function about({ application }: Served) {
  return {
    ...placeOf(application, application.args?.modelId),
  };
}

/** Both are offered, since either may be the one that was meant. */
function fixTo(document: ParsedDocument, { application }: Served, id: string): Fix[] {
  const field = application.args?.modelId;
  if (field === undefined || !isEditable(application, field)) return [];
  const edits = replaceValue(document, field.node, quoteIfNeeded(id));
  const owner = application.name?.value ?? `applications[${application.index}]`;
  return [{ title: text('Change model_id of {0} to `{1}`', owner, id), edits, preferred: false }];
}
