/** Checks, and mends if told to, what the command line names. */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAnalyzer, type Analysis, type Analyzer, type ClusterAnalysis } from '../features/analysis';
import { checkedFile } from '../features/checkedFile';
import { findClusterFile } from '../features/clusterAssociation';
import { kindOfContent, kindOfName } from '../features/fileKind';
import { isAtLeast } from '../features/severity';
import type { Facts } from '../protocol';
import { translator } from '../text/text';
import type { CheckArguments, Format } from './checkArguments';
import { readCheckConfig, type CheckConfig } from './checkConfig';
import { exit } from './checkExit';
import { compileFor } from './compileFor';
import { readTargets, type InputFile } from './checkFiles';
import { githubReport } from './githubReport';
import { launcherEnvironment } from './launcherEnvironment';
import { mend, patchOf } from './mend';
import { localeOf, translationFor, translations } from './locales';
import { nodeWorkspace } from './nodeWorkspace';
import { packageVersion } from './packageVersion';
import { sarifReport } from './sarifReport';
import { textReport, type ReportedFile } from './textReport';
import { writeText } from './writeText';

const warn = (message: string): void => {
  process.stderr.write(`twinkle-check: ${message}\n`);
};

/** @returns the exit code */
export async function checkCommand(args: CheckArguments): Promise<number> {
  let config: CheckConfig;
  try {
    config = readCheckConfig(process.cwd(), args.config);
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
    return exit.trouble;
  }
  const { files, problems } = readTargets(args.targets, { folder: config.folder, patterns: config.exclude });
  compileFor(files.length);
  const twinkleVersion = args.twinkleVersion ?? config.twinkleVersion;
  const facts: Facts = {
    ...(twinkleVersion !== undefined && { versionSetting: twinkleVersion }),
    ...(config.rules !== undefined && { rules: config.rules }),
    ...(args.launchEnv === true && launcherEnvironment(process.env)),
  };
  const analyzer = createAnalyzer(warn);
  // What programs read is English, wherever it runs, unless they ask for another language.
  const locale = args.locale ?? (args.format === 'text' ? localeOf(process.env) : undefined);
  const translate = translator(translationFor(translations, locale));
  const reported: ReportedFile[] = [];
  let changes = '';
  for (const file of files) {
    const { text, analysis } = await checkFile(analyzer, file, facts, args.fix);
    if (text !== file.text) {
      if (args.fix === 'show') changes += patchOf(file, text);
      else write(file, text, problems);
    }
    reported.push({ checked: checkedFile(analysis, file.path, translate), lines: text.split(/\r\n|\n|\r/) });
  }
  process.stdout.write(args.fix === 'show' ? changes : report(reported, args.format));
  for (const problem of problems) warn(problem);
  if (problems.length > 0) return exit.trouble;
  const failOn = args.failOn ?? config.failOn ?? 'error';
  const findings = reported.flatMap(file => file.checked.findings);
  return changes !== '' || findings.some(({ severity }) => isAtLeast(severity, failOn))
    ? exit.findings
    : exit.clean;
}

async function checkFile(
  analyzer: Analyzer,
  file: InputFile,
  facts: Facts,
  fix: CheckArguments['fix'],
): Promise<{ text: string; analysis: Analysis }> {
  const analysis = await analyze(analyzer, file, facts);
  // Bytes that cannot be read as text would be lost in writing.
  const text = fix !== 'no' && file.invalidAt === undefined ? mend(file.text, analysis) : file.text;
  return {
    text,
    analysis: text === file.text ? analysis : await analyze(analyzer, { ...file, text }, facts),
  };
}

function write(file: InputFile, text: string, problems: string[]): void {
  const { path } = file;
  try {
    writeText(path, text, file.hasMark);
  } catch (error) {
    problems.push(`${path}: not written: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  const lines = patchOf(file, text)
    .split('\n')
    .filter(line => /^\+(?!\+\+ )/.test(line)).length;
  process.stderr.write(`twinkle-check: ${path}: mended, ${lines} line${lines === 1 ? '' : 's'} written\n`);
}

function report(files: readonly ReportedFile[], format: Format): string {
  const checked = files.map(file => file.checked);
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, files: checked })}\n`;
    case 'sarif':
      return `${JSON.stringify(sarifReport(checked, packageVersion), undefined, 2)}\n`;
    case 'github':
      return githubReport(checked);
    case 'text':
      return files.length === 0 ? '' : textReport(files, hasColor());
  }
}

/** By the file's name; a file of another name, and standard input, by what is in it. */
async function analyze(analyzer: Analyzer, { path, ...file }: InputFile, facts: Facts): Promise<Analysis> {
  const name = path === '-' ? 'server_config.yaml' : path;
  const source = { uri: pathToFileURL(resolve(name)).href, ...file };
  const named = path === '-' ? undefined : kindOfName(basename(path));
  const asCluster = named === 'config' ? undefined : analyzer.cluster(source, facts);
  if (asCluster && (named === 'cluster' || kindOfContent(asCluster.document) === 'cluster')) return asCluster;
  return analyzer.config(source, facts, await relatedCluster(analyzer, source.uri, facts), asCluster);
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
