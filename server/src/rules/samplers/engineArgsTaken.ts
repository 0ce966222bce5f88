/**
 * Arguments of the vLLM engine that Twinkle gives itself. `model_id` is given twice then, which is a TypeError; the others
 * replace what Twinkle has put there: the model, the extension by which weights reach the engine, and that it keeps no
 * statistics.
 * Source: twinkle/sampler/vllm_sampler/vllm_sampler.py `_create_engine_async` and vllm_engine.py `_create_engine`
 * (`engine_config.update`), twinkle-kit 0.1 to 0.5.1.
 */
import type { Application } from '../../config/serverConfig';
import { fieldOf, textOf } from '../../config/reader';
import { limitsOf } from '../../config/limits';
import type { Entry } from '../../document/tree/tree';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import { removal } from '../fixes/removal';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';

export const engineArgsTaken: ApplicationRule = {
  id: 'engine-args-taken',
  stage: 'silent',
  severity: 'warning',
  reads: ['import_path', 'args.sampler_type', 'args.engine_args'],

  *checkApplication({ application, document }) {
    const { kind, args } = application;
    const { node } = limitsOf(application).engine;
    if (kind?.value !== 'sampler' || args?.samplerType?.value !== 'vllm' || node === undefined) return;
    for (const entry of node.entries) {
      const verdict = verdictOn(application, entry);
      if (verdict === undefined) continue;
      const key = String(entry.key.value);
      yield {
        ...verdict,
        ...placeOf(
          application,
          fieldOf(entry.value, [...args.path, 'engine_args', key], each => each, entry),
        ),
        fixes: () => removal(document, application, node, key, verdict.severity === 'error'),
      };
    }
  },
};

function verdictOn({ args }: Application, { key, value }: Entry): RuleVerdict | undefined {
  switch (key.value) {
    case 'model_id':
      return {
        stage: 'replica',
        severity: 'error',
        message: text(
          'Twinkle already sets `model_id` for the engine: the replica fails with "got multiple values for keyword argument \'model_id\'".',
        ),
      };
    case 'model':
      return {
        message: text(
          'vLLM then loads {0} instead of {1}, which `model_id` says and clients request.',
          textOf(value) ?? '…',
          args?.modelId?.value ?? '…',
        ),
      };
    case 'worker_extension_cls':
      return {
        stage: 'replica',
        message: text(
          'This replaces the extension that loads trained weights into the engine. Twinkle calls that extension while the replica starts.',
        ),
      };
    case 'disable_log_stats':
      return value.kind === 'scalar' && value.value === false
        ? {
            // It may be meant.
            severity: 'hint',
            message: text('Twinkle turns the statistics of vLLM off; this turns them on again.'),
          }
        : undefined;
    default:
      return undefined;
  }
}
