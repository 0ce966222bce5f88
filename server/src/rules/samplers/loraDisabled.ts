/**
 * A sampler without `enable_lora` answers with the base model, also where a client asks for its trained adapter; only
 * the sampler's log tells.
 * Source: twinkle/sampler/vllm_sampler/vllm_engine.py `sample`, twinkle-kit 0.4.0 to 0.5.1.
 */
import { limitsOf, valueOr } from '../../config/limits';
import { insertEntry, replaceValue } from '../../document/edits/edit';
import type { TextEdit } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Application } from '../../config/serverConfig';
import { text } from '../../text/text';
import { adapterPairKeys, trainedModel } from './adapterTraining';
import { ofEach } from '../engine/ofEach';
import { isOwn, placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const loraDisabled: FileRule = {
  id: 'lora-disabled',
  stage: 'silent',
  severity: 'warning',
  versions: { since: '0.4.0' },
  reads: ofEach(adapterPairKeys),

  *checkFile({ config, document }) {
    const trained = new Set(config.applications.map(trainedModel));
    for (const application of config.applications) {
      const { kind, args } = application;
      if (kind?.value !== 'sampler' || args?.samplerType?.value !== 'vllm') continue;
      if (args.modelId?.value === undefined || !trained.has(args.modelId.value)) continue;
      const { engine } = limitsOf(application);
      if (valueOr(engine.enableLora, false) !== false) continue;
      yield {
        message: text(
          'Adapters of this model can be trained but not sampled: without `enable_lora: true` the sampler answers with the base model, and only its log reports it.',
        ),
        ...placeOf(application, engine.enableLora ?? args.samplerType),
        fixes: () => {
          const edits = enabling(document, application);
          return edits === undefined
            ? []
            : [{ title: text('Add `enable_lora: true`'), edits, preferred: false }];
        },
      };
    }
  },
};

function enabling(document: ParsedDocument, application: Application): TextEdit[] | undefined {
  const { args } = application;
  const { node, enableLora } = limitsOf(application).engine;
  if (enableLora !== undefined)
    return isOwn(application, enableLora) ? replaceValue(document, enableLora.node, 'true') : undefined;
  if (node !== undefined)
    return isOwn(application, node) ? insertEntry(document, node, 'enable_lora', 'true') : undefined;
  if (args === undefined || args.node.entries.some(({ key }) => key.value === 'engine_args'))
    return undefined;
  return insertEntry(document, args.node, 'engine_args', { enable_lora: 'true' });
}
