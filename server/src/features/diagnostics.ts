/** Findings as LSP diagnostics. */
import type { Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../document/tree/finding';
import { rangeOf } from '../document/tree/positions';
import { diagnosticSource, type DiagnosticData } from '../protocol';
import type { Translate } from '../text/text';
import type { Analysis } from '../analysis/analysis';
import { hrefOf, type HrefOf } from './href';
import { severityNumbers } from '../analysis/settings/severity';

/**
 * All findings of a document, unless others are given. `related` says whether the client shows related information.
 */
export function diagnostics(
  analysis: Analysis,
  translate: Translate,
  related: boolean,
  href?: HrefOf,
  findings: readonly Finding[] = analysis.findings,
): Diagnostic[] {
  return findings.map(finding => toDiagnostic(analysis, finding, translate, related, href));
}

/** One finding. Fixes are found again by its code and `data`, never by its message. */
export function toDiagnostic(
  { uri, document }: Pick<Analysis, 'uri' | 'document'>,
  finding: Finding,
  translate: Translate,
  related: boolean,
  href: HrefOf = hrefOf,
): Diagnostic {
  const data: DiagnosticData = { stage: finding.stage, path: [...finding.path] };
  return {
    range: rangeOf(document, finding.span),
    severity: severityNumbers[finding.severity],
    code: finding.code,
    codeDescription: { href: href(finding.code) },
    source: diagnosticSource,
    message: translate(finding.message),
    data,
    ...(related &&
      finding.related !== undefined && {
        relatedInformation: finding.related.map(({ span, message }) => ({
          location: { uri, range: rangeOf(document, span) },
          message: translate(message),
        })),
      }),
  };
}
