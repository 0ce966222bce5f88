/** All that is known of one text: its tree, its typed view and its findings. Made once per version of a document. */
import type { ClusterFile } from '../config/clusterFile';
import { looksLikeServerConfig } from '../config/isTwinkle';
import { readClusterFile } from '../config/readClusterFile';
import { readServerConfig } from '../config/readServerConfig';
import type { ServerConfig } from '../config/serverConfig';
import { environmentOf } from '../config/environment';
import { countingVersion } from '../config/version';
import { mostFindings, type Finding } from '../document/tree/finding';
import { parseDocument } from '../document/parse';
import { withInterpolations } from '../document/omegaconf/resolve';
import type { TextChange } from '../document/tree/textChange';
import type { ParsedDocument } from '../document/tree/tree';
import type { Facts, VersionReason } from '../protocol';
import { rules as allRules } from '../rules/registry';
import type { Rule } from '../rules/engine/rule';
import type { OnCrash } from '../rules/engine/run';
import { distinct } from '../schema/checks/distinct';
import { fieldTable } from '../schema/table/table';
import { validateClusterFile, validateServerConfig } from '../schema/checks/validate';
import { encodingProblems, notATwinkleFile } from './fileFindings';
import { findInConfig } from './findInConfig';
import { withLookAlikes } from './lookAlikes/withLookAlikes';
import { Quiet } from './quiet';
import { asWished } from './settings/wishes';
import { withoutEchoes } from './withoutEchoes';
import { withoutSettled } from './withoutSettled';
import type { FileText } from './files/workspace';

/** What an analysis is made of. */
export interface Source extends FileText {
  readonly uri: string;
  /** How the text came from that of the previous analysis, where that is known. */
  readonly change?: TextChange;
}

interface AnalysisBase {
  readonly uri: string;
  readonly document: ParsedDocument;
  readonly twinkleVersion: string;
  /** In the order of the text. Found when first asked for, since completion and hover do without. */
  readonly findings: readonly Finding[];
  /**
   * The analysis that the file has with another text: what fixes made of it. The version that counts, and whether the
   * file is of the time before 0.4, stay, also where a fix takes away what told.
   */
  again(text: string): Analysis;
}

export interface ConfigAnalysis extends AnalysisBase {
  readonly kind: 'config';
  readonly config: ServerConfig;
  /** False for a file that has the name of a configuration and is plainly another program's. */
  readonly isOurs: boolean;
  readonly versionReason: VersionReason;
  /** For the next analysis of the file. */
  readonly quiet: Quiet;
  readonly clusterUri?: string;
  /** The cluster file, if there is one without errors. */
  readonly cluster?: ClusterFile;
}

export interface ClusterAnalysis extends AnalysisBase {
  readonly kind: 'cluster';
  readonly file: ClusterFile;
}

export type Analysis = ConfigAnalysis | ClusterAnalysis;

export interface Analyzer {
  /** @param previous the last analysis of the file. What it shares with this one is taken over, and it is void then. */
  config(source: Source, facts: Facts, cluster?: ClusterAnalysis, previous?: Analysis): ConfigAnalysis;
  cluster(source: Source, facts: Facts, previous?: Analysis): ClusterAnalysis;
}

/** Makes analyses. A rule that throws is reported to `log` once, and costs its own findings each time. */
export function createAnalyzer(log: (message: string) => void, rules: readonly Rule[] = allRules): Analyzer {
  const crashed = new Set<string>();
  const onCrash: OnCrash = (id, error) => {
    if (crashed.has(id)) return;
    crashed.add(id);
    log(
      `The rule ${id} failed; its findings are missing. ${error instanceof Error ? error.stack : String(error)}`,
    );
  };
  return {
    config: (source, facts, cluster, previous) =>
      analyzeConfig(source, facts, { cluster, previous, rules, onCrash, isNewer: undefined }),
    cluster: analyzeCluster,
  };
}

interface ConfigExtras {
  readonly cluster: ClusterAnalysis | undefined;
  readonly previous: Analysis | undefined;
  readonly rules: readonly Rule[];
  readonly onCrash: OnCrash;
  /** What is known of the era of the file; undefined: what its fields tell. */
  readonly isNewer: boolean | undefined;
}

function analyzeConfig(source: Source, facts: Facts, extras: ConfigExtras): ConfigAnalysis {
  const { cluster, previous, rules, onCrash, isNewer } = extras;
  // A cluster file with errors may not say what its author means, so nothing is concluded from it.
  const known = cluster === undefined || hasError(cluster) ? undefined : cluster.file;
  const parsed = parseDocument(source.text, previous?.document, source.change);
  const document = withInterpolations(parsed, environmentOf(known));
  const read = readServerConfig(document);
  const config = isNewer === undefined ? read : { ...read, isNewer };
  const { version, reason } = countingVersion(facts, document.root);
  const surroundings = { version, facts, cluster: known, isWhole: document.problems.length === 0 };
  const last = previous?.kind === 'config' ? previous.quiet : undefined;
  const quiet = last?.within(surroundings) ?? new Quiet(surroundings, rules);
  const isOurs = once(() => looksLikeServerConfig(parsed));
  const findings = once(() => {
    const found = isOurs()
      ? withLookAlikes(
          document,
          [...document.problems, ...findInConfig({ ...surroundings, document, config }, quiet, onCrash)],
          text => readerAndSchema(text, version, known),
        )
      : [...parsed.problems, notATwinkleFile(document)];
    return inOrder(withoutSettled(asWished(document, [...encodingProblems(source), ...found], facts)));
  });
  return {
    kind: 'config',
    uri: source.uri,
    document,
    config,
    get isOurs() {
      return isOurs();
    },
    again: text =>
      analyzeConfig(
        { uri: source.uri, text },
        { ...facts, versionSetting: version },
        { cluster, previous: undefined, rules, onCrash, isNewer: config.isNewer },
      ),
    quiet,
    twinkleVersion: version,
    versionReason: reason,
    ...(cluster !== undefined && { clusterUri: cluster.uri }),
    ...(known !== undefined && { cluster: known }),
    get findings() {
      return findings();
    },
  };
}

/** Of a text that might have been meant. */
function readerAndSchema(
  text: string,
  version: string,
  cluster: ClusterFile | undefined,
): readonly Finding[] {
  const document = withInterpolations(parseDocument(text), environmentOf(cluster));
  const schema = validateServerConfig(document, readServerConfig(document), fieldTable(version));
  return [...document.problems, ...withoutEchoes(document, distinct(schema))];
}

function analyzeCluster(source: Source, facts: Facts, previous?: Analysis): ClusterAnalysis {
  const document = parseDocument(source.text, previous?.document, source.change);
  const file = readClusterFile(document);
  const findings = once(() => {
    const schema = withoutEchoes(document, validateClusterFile(document, file));
    const named = withLookAlikes(document, [...document.problems, ...schema], text => {
      const other = parseDocument(text);
      return [...other.problems, ...validateClusterFile(other, readClusterFile(other))];
    });
    const all = [...encodingProblems(source), ...named];
    return inOrder(withoutSettled(asWished(document, all, facts)));
  });
  return {
    kind: 'cluster',
    uri: source.uri,
    document,
    file,
    twinkleVersion: countingVersion(facts, undefined).version,
    again: text => analyzeCluster({ uri: source.uri, text }, facts),
    get findings() {
      return findings();
    },
  };
}

function hasError({ findings }: Analysis): boolean {
  return findings.some(finding => finding.severity === 'error');
}

/** Those that concern the file as a whole are there whatever else is. */
const always = new Set(['yaml-size', 'yaml-nodes', 'yaml-depth']);

/** The first findings in the order of the text; of those at one place, in the order in which they were made. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted((a, b) => a.span.start - b.span.start);
  if (sorted.length <= mostFindings) return sorted;
  const first = sorted.slice(0, mostFindings);
  return [...first, ...sorted.slice(mostFindings).filter(({ code }) => always.has(code))];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
