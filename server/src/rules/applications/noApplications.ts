/**
 * A file without applications is valid: the launcher starts Ray Serve, logs `No applications configured` and ends with
 * exit code 0, so an empty file looks like a launch that worked.
 * Source: twinkle/server/launcher/server_launcher.py `launch`, twinkle-kit 0.1 to 0.5.1.
 */
import type { Path, Span } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { Rule, RuleFinding } from '../engine/rule';

export const noApplications: Rule = {
  id: 'no-applications',
  stage: 'silent',
  severity: 'warning',
  reads: 'everything',

  *checkFile({ document: { root, problems } }) {
    // What could not be read may hold them.
    if (problems.length > 0) return;
    if (root === undefined) {
      yield finding({ start: 0, end: 0 }, []);
      return;
    }
    if (root.kind !== 'mapping') return;
    const entry = root.entries.find(({ key }) => key.value === 'applications');
    if (entry === undefined) {
      const first = root.entries[0];
      yield finding(first?.key.span ?? root.span, []);
    } else if (entry.value.kind === 'sequence' && entry.value.items.length === 0) {
      yield finding(entry.key.span, ['applications']);
    }
  },
};

function finding(span: Span, path: Path): RuleFinding {
  return {
    message: text(
      'The file has no application: the launcher deploys nothing, and exits at once without an error.',
    ),
    span,
    path,
  };
}
