/**
 * A `task_queue` at the top of the file is read by nobody: each application has its own `queue_config`.
 * Source: twinkle/server/launcher and the builders of twinkle-kit 0.4.0 to 0.5.1, which never look at the field.
 */
import { removeEntry } from '../../document/edits/edit';
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

export const unusedTaskQueue: FileRule = {
  id: 'unused-task-queue',
  stage: 'silent',
  severity: 'warning',
  versions: { since: '0.4.0' },
  reads: ['task_queue'],

  *checkFile({ document, config: { root } }) {
    if (root?.kind !== 'mapping') return;
    const entry = root.entries.find(({ key }) => key.value === 'task_queue');
    if (entry === undefined || entry.merged) return;
    yield {
      message: text(
        '`task_queue` is not read here: write the limits in the `queue_config` of each model and sampler.',
      ),
      span: entry.key.span,
      path: ['task_queue'],
      fixes: () => [
        {
          title: text("Remove '{0}'", 'task_queue'),
          edits: removeEntry(document, root, entry),
          preferred: false,
        },
      ],
    };
  },
};
