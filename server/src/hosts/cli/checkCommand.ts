/** Checks, and fixes if told to, what the command line names. */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAnalyzer, type Analysis, type Analyzer, type ClusterAnalysis } from '../../analysis/analysis';
import { checkedFile } from '../../features/views/checkedFile';
import { findClusterFile } from '../../analysis/files/clusterAssociation';
import { kindOfContent, kindOfName } from '../../analysis/files/fileKind';
import { isAtLeast } from '../../analysis/settings/severity';
import type { Workspace } from '../../analysis/files/workspace';
import type { Facts } from '../../protocol';
import { translator } from '../../text/text';
import type { CheckArguments, Format } from './checkArguments';
import { readCheckConfig, type CheckConfig } from './checkConfig';
import { exit } from './checkExit';
import { compileFor } from './compileFor';
import { findTargets, readInput, type InputFile } from '../files/checkFiles';
import { githubReport } from './reports/githubReport';
import type { Report } from '../files/ignored';
import { launcherEnvironment } from './launcherEnvironment';
import { fixText, patchOf } from './fixText';
import { localeOf, translationFor, translations } from '../locales';
import { nodeWorkspace, waitingDisk } from '../files/nodeWorkspace';
import { packageVersion } from '../packageVersion';
import { isTerminal, print } from '../print';
import { printable, printableJson } from './reports/printable';
import { reasonOf } from '../files/unreadable';
import { sarifReport } from './reports/sarifReport';
import { shownLines, textReport, type ReportedFile } from './reports/textReport';
import { writeText, type WrittenFile } from '../files/writeText';

const warn = (message: string): void => {
  process.stderr.write(`twinkle-check: ${printable(message)}\n`);
};

/** With the lines of a stack. */
const warnOfFailure = (message: string): void => {
  process.stderr.write(`twinkle-check: ${message.split('\n').map(printable).join('\n')}\n`);
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
  const problems: string[] = [];
  const report: Report = problem => {
    if (!problems.includes(problem)) problems.push(problem);
  };
  const targets = findTargets(args.targets, { folder: config.folder, patterns: config.exclude }, report);
  await compileFor(targets.length);
  const twinkleVersion = args.twinkleVersion ?? config.twinkleVersion;
  const facts: Facts = {
    ...(twinkleVersion !== undefined && { versionSetting: twinkleVersion }),
    ...(config.rules !== undefined && { rules: config.rules }),
    ...(args.launchEnv === true && launcherEnvironment(process.env)),
  };
  const analyzer = createAnalyzer(warnOfFailure);
  // What programs read is English, wherever it runs, unless they ask for another language.
  const locale = args.locale ?? (args.format === 'text' ? localeOf(process.env) : undefined);
  const translate = translator(await translationFor(translations, locale));
  const workspace = nodeWorkspace(problem => {
    report(fromFolder(problem));
  }, waitingDisk);
  const reported: ReportedFile[] = [];
  let changes = '';
  // One at a time, so that many large files need no more memory than one.
  for (const { path, within } of targets) {
    const file = readOrReport(path, report);
    if (file === undefined) continue;
    const { text, analysis } = await checkFile(file, args.fix, each =>
      analyze({ analyzer, facts, workspace }, each),
    );
    if (text !== file.text) {
      if (args.fix === 'show') changes += patchOf(file, text);
      else write({ ...file, within }, text, report);
    }
    const checked = checkedFile(analysis, file.path, translate);
    reported.push({ checked, lines: shownLines(text, checked.findings) });
  }
  print(args.fix === 'show' ? changes : output(reported, args.format));
  for (const problem of problems) warn(problem);
  if (problems.length > 0) return exit.trouble;
  const failOn = args.failOn ?? config.failOn ?? 'error';
  const findings = reported.flatMap(file => file.checked.findings);
  const left = findings.filter(({ severity }) => isAtLeast(severity, failOn)).length;
  if (args.fix === 'show' && left > 0)
    warn(`${left} finding${left === 1 ? '' : 's'} without a safe fix; run without --fix to see them`);
  return changes !== '' || left > 0 ? exit.findings : exit.clean;
}

/** A problem whose path is absolute, as the other paths are shown. */
function fromFolder(problem: string): string {
  const folder = process.cwd();
  return problem.startsWith(`${folder}/`) ? problem.slice(folder.length + 1) : problem;
}

/** Undefined for a file that cannot be read; the others are checked all the same. */
function readOrReport(path: string, report: Report): InputFile | undefined {
  try {
    return readInput(path);
  } catch (error) {
    report(`${path}: ${reasonOf(error)}`);
    return undefined;
  }
}

async function checkFile(
  file: InputFile,
  fix: CheckArguments['fix'],
  analysisOf: (file: InputFile) => Promise<Analysis>,
): Promise<{ text: string; analysis: Analysis }> {
  const analysis = await analysisOf(file);
  // Bytes that cannot be read as text would be lost in writing.
  const text = fix !== 'no' && file.invalidAt === undefined ? fixText(file.text, analysis) : file.text;
  return { text, analysis: text === file.text ? analysis : await analysisOf({ ...file, text }) };
}

function write(file: InputFile & WrittenFile, text: string, report: Report): void {
  const { path } = file;
  try {
    writeText(file, text);
  } catch (error) {
    report(`${path}: not written: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  const lines = patchOf(file, text)
    .split('\n')
    .filter(line => /^\+(?!\+\+ )/.test(line)).length;
  warn(`${path}: fixed, ${lines} line${lines === 1 ? '' : 's'} written`);
}

function output(files: readonly ReportedFile[], format: Format): string {
  const checked = files.map(file => file.checked);
  switch (format) {
    case 'json':
      return `${printableJson(JSON.stringify({ version: 1, files: checked }))}\n`;
    case 'sarif':
      return `${printableJson(JSON.stringify(sarifReport(checked, packageVersion), undefined, 2))}\n`;
    case 'github':
      return githubReport(checked);
    case 'text':
      return files.length === 0 ? '' : textReport(files, hasColor());
  }
}

interface Analyzing {
  readonly analyzer: Analyzer;
  readonly facts: Facts;
  readonly workspace: Workspace;
}

/** By the file's name; a file of another name, and standard input, by what is in it. */
async function analyze(by: Analyzing, { path, ...file }: InputFile): Promise<Analysis> {
  const { analyzer, facts } = by;
  const name = path === '-' ? 'server_config.yaml' : path;
  const source = { uri: pathToFileURL(resolve(name)).href, ...file };
  const named = path === '-' ? undefined : kindOfName(basename(path));
  const asCluster = named === 'config' ? undefined : analyzer.cluster(source, facts);
  if (asCluster && (named === 'cluster' || kindOfContent(asCluster.document) === 'cluster')) return asCluster;
  return analyzer.config(source, facts, await relatedCluster(by, source.uri), asCluster);
}

async function relatedCluster(
  { analyzer, facts, workspace }: Analyzing,
  uri: string,
): Promise<ClusterAnalysis | undefined> {
  const found = await findClusterFile(workspace, uri, [pathToFileURL(process.cwd()).href]);
  const file = found === undefined ? undefined : await workspace.read(found);
  return found === undefined || file === undefined
    ? undefined
    : analyzer.cluster({ uri: found, ...file }, facts);
}

function hasColor(): boolean {
  return (process.env['NO_COLOR'] ?? '') === '' && isTerminal();
}
