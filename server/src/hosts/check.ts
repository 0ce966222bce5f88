/**
 * `twinkle-check`: the findings of the language server on the command line. Its JSON and its exit codes are a promise;
 * docs in server/README.md.
 */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAnalyzer, type Analysis, type Analyzer, type ClusterAnalysis } from '../features/analysis';
import { checkedFile } from '../features/checkedFile';
import { findClusterFile } from '../features/clusterAssociation';
import { kindOfContent, kindOfName } from '../features/fileKind';
import { isAtLeast } from '../features/severity';
import type { Facts } from '../protocol';
import { english } from '../text/text';
import { readArguments, usage, type CheckArguments } from './checkArguments';
import { readTargets, type InputFile } from './checkFiles';
import { nodeWorkspace } from './nodeWorkspace';
import { packageVersion } from './packageVersion';
import { textReport, type ReportedFile } from './textReport';

/** Exit codes of the program. */
const exit = { clean: 0, findings: 1, trouble: 2 } as const;

// A reader that has seen enough closes the pipe (`twinkle-check | head`); that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
run(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // Not 1: a failure of this program is not a finding.
    process.stderr.write(
      `twinkle-check: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = exit.trouble;
  },
);

async function run(args: readonly string[]): Promise<number> {
  const command = readArguments(args);
  switch (command.kind) {
    case 'help':
      process.stdout.write(usage);
      return exit.clean;
    case 'version':
      process.stdout.write(`${packageVersion}\n`);
      return exit.clean;
    case 'usage':
      process.stderr.write(`twinkle-check: ${command.problem}\n\n${usage}`);
      return exit.trouble;
    case 'check':
      return check(command.arguments);
  }
}

async function check({ targets, format, failOn, twinkleVersion }: CheckArguments): Promise<number> {
  const { files, problems } = readTargets(targets);
  const warn = (message: string) => process.stderr.write(`twinkle-check: ${message}\n`);
  const analyzer = createAnalyzer(warn);
  const facts: Facts = twinkleVersion === undefined ? {} : { versionSetting: twinkleVersion };
  const reported: ReportedFile[] = [];
  for (const file of files) {
    const analysis = await analyze(analyzer, file, facts);
    reported.push({
      checked: checkedFile(analysis, file.path, english),
      lines: file.text.split(/\r\n|\n|\r/),
    });
  }
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ version: 1, files: reported.map(file => file.checked) })}\n`);
  } else if (reported.length > 0) {
    process.stdout.write(textReport(reported, hasColor()));
  }
  for (const problem of problems) warn(problem);
  if (problems.length > 0) return exit.trouble;
  const findings = reported.flatMap(file => file.checked.findings);
  return findings.some(({ severity }) => isAtLeast(severity, failOn)) ? exit.findings : exit.clean;
}

/** By the file's name; a file of another name, and standard input, by what is in it. */
async function analyze(analyzer: Analyzer, { path, ...file }: InputFile, facts: Facts): Promise<Analysis> {
  const name = path === '-' ? 'server_config.yaml' : path;
  const source = { uri: pathToFileURL(resolve(name)).href, ...file };
  const named = path === '-' ? undefined : kindOfName(basename(path));
  if (named !== 'config') {
    const asCluster = analyzer.cluster(source, facts);
    if (named === 'cluster' || kindOfContent(asCluster.document) === 'cluster') return asCluster;
  }
  return analyzer.config(source, facts, await relatedCluster(analyzer, source.uri, facts));
}

async function relatedCluster(
  analyzer: Analyzer,
  uri: string,
  facts: Facts,
): Promise<ClusterAnalysis | undefined> {
  const found = await findClusterFile(nodeWorkspace, uri, [pathToFileURL(process.cwd()).href]);
  const file = found === undefined ? undefined : await nodeWorkspace.read(found);
  return found === undefined || file === undefined
    ? undefined
    : analyzer.cluster({ uri: found, ...file }, facts);
}

function hasColor(): boolean {
  return process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
}
