/** Findings as SARIF 2.1.0, which code hosts show beside the lines of a change. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { hrefOf } from '../../../features/href';
import type { CheckedFile, CheckedFinding, SeverityName } from '../../../protocol';

const levels = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
} as const satisfies Record<SeverityName, Result.level>;

export function sarifReport(files: readonly CheckedFile[], version: string): Log {
  const codes = [...new Set(files.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
  const rules = codes.map((id): ReportingDescriptor => ({ id, helpUri: hrefOf(id) }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'twinkle-check', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(file => file.findings.map(finding => resultOf(file, finding, codes))),
      },
    ],
  };
}

function resultOf({ path }: CheckedFile, finding: CheckedFinding, codes: readonly string[]): Result {
  const { start, end } = finding.range;
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path) },
          region: {
            startLine: start.line + 1,
            startColumn: start.character + 1,
            endLine: end.line + 1,
            endColumn: end.character + 1,
          },
        },
      },
    ],
    properties: { stage: finding.stage, path: finding.path },
  };
}

function uriOf(path: string): string {
  return isAbsolute(path)
    ? pathToFileURL(path).href
    : path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
