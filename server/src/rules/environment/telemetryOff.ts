/**
 * Telemetry is off unless `enabled` says otherwise, whatever else is written. Who writes `enabled: false` knows.
 * Source: twinkle/server/config/telemetry.py and twinkle/server/launcher/server_launcher.py `launch`, twinkle-kit 0.4.0
 * to 0.5.1.
 */
import { Reader } from '../../config/reader';
import { insertEntry } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

export const telemetryOff: FileRule = {
  id: 'telemetry-off',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: ['telemetry'],

  *checkFile({ config: { root }, document }) {
    const top = root?.kind === 'mapping' ? new Reader(root, []) : undefined;
    const reader = top?.mapping('telemetry');
    const entry = top?.entry('telemetry');
    if (reader === undefined || entry === undefined || reader.node.entries.length === 0) return;
    if (reader.entry('enabled') !== undefined) return;
    yield {
      message: text('No effect: telemetry is off without `enabled: true`.'),
      span: entry.key.span,
      path: ['telemetry'],
      fixes: (): Fix[] => {
        const edits = entry.merged ? undefined : insertEntry(document, reader.node, 'enabled', 'true');
        return edits === undefined ? [] : [{ title: text('Add `enabled: true`'), edits, preferred: false }];
      },
    };
  },
};
