/**
 * `per_token_model_limit` reaches the gateway's process only, and models are counted where they are registered, in the
 * replicas of the model application, whose state is made with the default.
 * Source: twinkle/server/model/app.py (`get_server_state()` without arguments), twinkle/server/state/model_manager.py
 * and launcher/env_propagation.py, which hands on no such variable; twinkle-kit 0.4.0 to 0.5.1.
 */
import { plainNumberOf, Reader } from '../../config/reader';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const fixedLimit = 30;

export const modelLimitUnused: ApplicationRule = {
  id: 'model-limit-unused',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: ['import_path', 'args.server_config.per_token_model_limit'],

  *checkApplication({ application }) {
    const { kind, args } = application;
    if (kind?.value !== 'server' || args === undefined) return;
    const field = new Reader(args.node, args.path)
      .mapping('server_config')
      ?.field('per_token_model_limit', plainNumberOf);
    if (field?.value === undefined || field.value === fixedLimit) return;
    yield {
      message: text(
        'No effect: the model application counts the models. It does not get this number, and allows {0} for each token.',
        fixedLimit,
      ),
      ...placeOf(application, field),
    };
  },
};
