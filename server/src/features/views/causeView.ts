/** The value that made a launch fail, as the answer to `twinkle/cause`. */
import type { Analysis } from '../../analysis/analysis';
import type { Finding } from '../../document/tree/finding';
import { rangeOf } from '../../document/tree/positions';
import type { CauseView } from '../../protocol';
import type { Translate } from '../../text/text';

export function causeView({ document }: Analysis, finding: Finding, translate: Translate): CauseView {
  return {
    code: finding.code,
    path: [...finding.path],
    range: rangeOf(document, finding.span),
    words: translate(finding.message),
    fixable: finding.fixes?.().some(({ preferred }) => preferred) ?? false,
  };
}
