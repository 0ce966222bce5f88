/** Findings as plain data: the JSON of `twinkle-check` and the answer to `twinkle/check`. */
import { rangeOf } from '../../document/tree/positions';
import type { CheckedFile } from '../../protocol';
import type { Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { hrefOf } from '../href';

/** @param path what the file is called in the answer: its path as it was given, or its URI */
export function checkedFile(analysis: Analysis, path: string, translate: Translate): CheckedFile {
  return {
    path,
    twinkleVersion: analysis.twinkleVersion,
    findings: analysis.findings.map(finding => ({
      code: finding.code,
      severity: finding.severity,
      stage: finding.stage,
      message: translate(finding.message),
      range: rangeOf(analysis.document, finding.span),
      path: [...finding.path],
      href: hrefOf(finding.code),
    })),
  };
}
