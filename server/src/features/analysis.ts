/** All that is known of one text: its tree, its typed view and its findings. Made once per version of a document. */
import type { ClusterFile } from '../config/clusterFile';
import { looksLikeServerConfig } from '../config/isTwinkle';
import { readClusterFile } from '../config/readClusterFile';
import { readServerConfig } from '../config/readServerConfig';
import type { ServerConfig } from '../config/serverConfig';
import { versionThatCounts } from '../config/version';
import type { Finding } from '../document/finding';
import { parseDocument } from '../document/parse';
import { lineAt } from '../document/positions';
import type { ParsedDocument } from '../document/tree';
import type { Facts } from '../protocol';
import { rules as allRules } from '../rules/registry';
import type { Rule } from '../rules/rule';
import { runRules, type OnCrash } from '../rules/run';
import { fieldTable } from '../schema/table';
import { validateClusterFile, validateServerConfig } from '../schema/validate';
import { encodingProblems, notATwinkleFile } from './fileFindings';

/** What an analysis is made of. */
export interface Source {
  readonly uri: string;
  readonly text: string;
  /** Offset of the first bytes that are not UTF-8, where the file has such. */
  readonly invalidAt?: number;
}

interface AnalysisBase {
  readonly uri: string;
  readonly document: ParsedDocument;
  readonly twinkleVersion: string;
  /** In the order of the text. Found when first asked for, since completion and hover do without. */
  readonly findings: readonly Finding[];
}

export interface ConfigAnalysis extends AnalysisBase {
  readonly kind: 'config';
  readonly config: ServerConfig;
  readonly clusterUri?: string;
}

export interface ClusterAnalysis extends AnalysisBase {
  readonly kind: 'cluster';
  readonly file: ClusterFile;
}

export type Analysis = ConfigAnalysis | ClusterAnalysis;

export interface Analyzer {
  config(source: Source, facts: Facts, cluster?: ClusterAnalysis): ConfigAnalysis;
  cluster(source: Source, facts: Facts): ClusterAnalysis;
}

/** Makes analyses. A rule that throws is told to `log` once, and costs its own findings each time. */
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
    config: (source, facts, cluster) => analyzeConfig(source, facts, cluster, rules, onCrash),
    cluster: analyzeCluster,
  };
}

function analyzeConfig(
  source: Source,
  facts: Facts,
  cluster: ClusterAnalysis | undefined,
  rules: readonly Rule[],
  onCrash: OnCrash,
): ConfigAnalysis {
  const document = parseDocument(source.text);
  const config = readServerConfig(document);
  const version = versionThatCounts(facts, document.root);
  const findings = once(() => {
    if (!looksLikeServerConfig(document)) return [notATwinkleFile(document)];
    // A cluster file with errors may not say what its author means, so nothing is concluded from it.
    const isUsable = cluster !== undefined && !hasError(cluster);
    const context = { document, config, version, facts, ...(isUsable && { cluster: cluster.file }) };
    const schema = withoutEchoes(document, validateServerConfig(document, config, fieldTable(version)));
    return inOrder(encodingProblems(source), document.problems, schema, runRules(rules, context, onCrash));
  });
  return {
    kind: 'config',
    uri: source.uri,
    document,
    config,
    twinkleVersion: version,
    ...(cluster !== undefined && { clusterUri: cluster.uri }),
    get findings() {
      return findings();
    },
  };
}

function analyzeCluster(source: Source, facts: Facts): ClusterAnalysis {
  const document = parseDocument(source.text);
  const file = readClusterFile(document);
  const findings = once(() => {
    const schema = withoutEchoes(document, validateClusterFile(document, file));
    return inOrder(encodingProblems(source), document.problems, schema);
  });
  return {
    kind: 'cluster',
    uri: source.uri,
    document,
    file,
    twinkleVersion: versionThatCounts(facts, undefined),
    get findings() {
      return findings();
    },
  };
}

function hasError({ findings }: Analysis): boolean {
  return findings.some(finding => finding.severity === 'error');
}

/** On a line that is no YAML, the schema only sees what the reader made of it; the reader's finding says enough. */
function withoutEchoes(document: ParsedDocument, findings: readonly Finding[]): readonly Finding[] {
  if (document.problems.length === 0) return findings;
  const lines = new Set(document.problems.map(({ span }) => lineAt(document, span.start)));
  return findings.filter(({ span }) => !lines.has(lineAt(document, span.start)));
}

/** Findings that a file has at most. A file with more is broken in one way many times, and editors show no more. */
const mostFindings = 1000;

/** The first findings in the order of the text; of those at one place, in the order in which they were made. */
function inOrder(...lists: readonly (readonly Finding[])[]): Finding[] {
  const sorted = lists.flat().sort((a, b) => a.span.start - b.span.start);
  return sorted.slice(0, mostFindings);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
