/**
 * With `mode: file` each process opens `file_path` on its own machine, so machines that do not share the folder have
 * different states. A path that does not begin with a slash also depends on the folder in which a process runs.
 * Source: twinkle/server/state/backend/file_backend.py, launcher/env_propagation.py, twinkle-kit 0.4.0 to 0.5.1.
 */
import { text } from '../../text/text';
import { hostCount } from '../../config/clusterHosts';
import type { FileRule } from '../engine/rule';

export const stateFile: FileRule = {
  id: 'state-file',
  stage: 'silent',
  severity: 'warning',
  versions: { since: '0.4.0' },
  reads: ['persistence.mode', 'persistence.file_path'],

  *checkFile({ config: { persistence }, cluster }) {
    const { mode, filePath } = persistence;
    const path = filePath?.value;
    if (mode?.value !== 'file' || filePath === undefined || path === undefined || path === '') return;
    const isRelative = !path.startsWith('/');
    const hosts = hostCount(cluster);
    if (hosts <= 1 && !isRelative) return;
    yield {
      // A folder that is named in full may well be one that all machines share.
      ...(!(hosts > 1 && isRelative) && { severity: 'hint' }),
      message:
        hosts > 1
          ? text(
              'Each of the {0} {0|host|hosts} of the cluster file has its own file here, unless the folder is shared: sessions and models of one are unknown on the others.',
              hosts,
            )
          : text(
              'The path is relative to the folder in which each process runs: started from another one, the server does not find its state again.',
            ),
      span: filePath.span,
      path: filePath.path,
    };
  },
};
