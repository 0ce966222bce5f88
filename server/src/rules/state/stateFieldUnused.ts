/**
 * Fields of `persistence` that the chosen mode does not use: `redis_url` is for `redis` and `file_path` for `file`, which
 * in turn has no `key_prefix`.
 * Source: twinkle/server/state/backend/factory.py `create_backend`, twinkle-kit 0.4.0 to 0.5.1.
 */
import { Reader } from '../../config/reader';
import { removeEntry } from '../../document/edits/edit';
import { listed } from '../../text/listed';
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

/** The modes that use a field. */
const users: Readonly<Record<string, readonly string[]>> = {
  file_path: ['file'],
  redis_url: ['redis'],
  key_prefix: ['memory', 'redis'],
};

export const stateFieldUnused: FileRule = {
  id: 'state-field-unused',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: ['persistence'],

  *checkFile({ config: { root, persistence }, document }) {
    const reader = root?.kind === 'mapping' ? new Reader(root, []).mapping('persistence') : undefined;
    if (reader === undefined) return;
    const mode = persistence.mode === undefined ? 'memory' : persistence.mode.value;
    if (mode !== 'memory' && mode !== 'file' && mode !== 'redis') return;
    for (const [key, modes] of Object.entries(users)) {
      const entry = reader.entry(key);
      const isSomething =
        entry?.value.kind === 'scalar' && entry.value.value !== null && entry.value.value !== '';
      if (entry === undefined || entry.merged || !isSomething || modes.includes(mode)) continue;
      yield {
        message:
          persistence.mode === undefined
            ? text(
                'No effect: without `mode` the state is kept in memory. `{0}` is used with: {1}.',
                key,
                listed(modes),
              )
            : text('No effect with `mode: {0}`. `{1}` is used with: {2}.', mode, key, listed(modes)),
        span: entry.key.span,
        path: ['persistence', key],
        fixes: () => [
          {
            title: text("Remove '{0}'", key),
            edits: removeEntry(document, reader.node, entry),
            preferred: false,
          },
        ],
      };
    }
  },
};
