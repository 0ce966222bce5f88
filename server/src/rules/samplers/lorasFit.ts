/**
 * The model trains more adapters at a time than the sampler holds, so the sampler loads them by turns.
 * Source: twinkle/sampler/vllm_sampler/vllm_engine.py (`max_loras` 1) and twinkle/server/config/application_spec.py
 * (`max_loras` 5), twinkle-kit 0.5.1.
 */
import { limitsOf, valueOr } from '../../config/limits';
import { plainNumberOf, Reader } from '../../config/reader';
import type { Application } from '../../config/serverConfig';
import { text } from '../../text/text';
import { adapterPairKeys, trainedModel } from './adapterTraining';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

const defaults = { model: 5, sampler: 1 };

export const lorasFit: FileRule = {
  id: 'loras-fit',
  stage: 'request',
  severity: 'hint',
  versions: { since: '0.4.0' },
  // True of nearly every file, and a matter of memory against speed.
  optIn: true,
  reads: ofEach([...adapterPairKeys, 'args.max_loras', 'args.engine_args.max_loras']),

  *checkFile({ config }) {
    for (const application of config.applications) {
      const { kind, args } = application;
      if (kind?.value !== 'sampler' || args?.samplerType?.value !== 'vllm') continue;
      if (limitsOf(application).engine.enableLora?.value !== true) continue;
      const field = new Reader(args.node, args.path)
        .mapping('engine_args')
        ?.field('max_loras', plainNumberOf);
      const held = valueOr(field, defaults.sampler);
      const trained = config.applications.flatMap(model => trainedAdapters(model, args.modelId?.value));
      const most = Math.max(0, ...trained);
      if (held === undefined || most <= held) continue;
      yield {
        message: text(
          'The model trains up to {0} {0|adapter|adapters} at a time, the sampler holds {1} (`engine_args.max_loras`): with more clients it loads them in turn.',
          most,
          held,
        ),
        ...placeOf(application, field),
      };
    }
  },
};

/** How many adapters an application trains at a time, where it trains adapters of these weights. */
function trainedAdapters(application: Application, modelId: string | undefined): number[] {
  const { args } = application;
  if (args === undefined || modelId === undefined || trainedModel(application) !== modelId) return [];
  const loras = valueOr(new Reader(args.node, args.path).number('max_loras'), defaults.model);
  return loras === undefined ? [] : [loras];
}
