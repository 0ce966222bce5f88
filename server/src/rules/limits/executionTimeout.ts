/**
 * With the default of 120 seconds a long forward_backward or the writing of a checkpoint is ended half way.
 * Source: twinkle/server/utils/task_queue/{config,worker}.py, twinkle-kit 0.4.0 to 0.5.1.
 */
import { limitsOf } from '../../config/limits';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const seconds = 120;

export const executionTimeout: ApplicationRule = {
  id: 'execution-timeout',
  stage: 'request',
  severity: 'hint',
  versions: { since: '0.4.0' },
  // True of nearly every file, and right for small models.
  optIn: true,
  reads: ['import_path', 'args.backend', 'args.queue_config.execution_timeout'],

  *checkApplication({ application }) {
    const { kind, args } = application;
    const backend = args?.backend?.value;
    if (kind?.value !== 'model' || (backend !== 'transformers' && backend !== 'megatron')) return;
    const { executionTimeout: field } = limitsOf(application).queue;
    if (field !== undefined && field.value !== seconds) return;
    yield {
      message: text(
        'A task that runs for more than {0} s is stopped: "Execution timeout exceeded". Long steps and checkpoints of large models require a larger `execution_timeout`, or 0 for no limit.',
        seconds,
      ),
      ...placeOf(application, field),
    };
  },
};
