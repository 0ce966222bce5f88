/**
 * The analyses of a session: one per document, made again only when something that it is made of has changed. A
 * configuration is made of its own text, the facts and its cluster file; an open document wins over the disk.
 */
import type { TextChange } from '../document/tree/textChange';
import type { Facts } from '../protocol';
import type { Analysis, Analyzer, ClusterAnalysis, Source } from './analysis';
import { findClusterFile } from './files/clusterAssociation';
import { fileKind } from './files/fileKind';
import { decoded } from './files/uri';
import type { FileText, Workspace } from './files/workspace';

export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  /** Another number for each text that was ever open. */
  readonly state?: number;
  /** How the text came from the one with the state `of`. */
  readonly edit?: (TextChange & { readonly of: number }) | undefined;
}

/** The documents that the editor holds now. */
export interface OpenDocuments {
  get(uri: string): OpenDocument | undefined;
  all(): Iterable<OpenDocument>;
}

/** What is read, and where it is open, what it came from. */
type Current = Source & Pick<OpenDocument, 'state' | 'edit'>;

interface Cached {
  readonly source: Current;
  readonly facts: Facts;
  readonly cluster: ClusterAnalysis | undefined;
  readonly analysis: Analysis;
}

/** Of a file that is not UTF-8. */
type Encoding = Required<Pick<FileText, 'isUtf16'>>;

export class Session {
  private readonly cached = new Map<string, Cached>();
  private readonly associations = new Map<string, Promise<string | undefined>>();
  private readonly files = new Map<string, Promise<FileText | undefined>>();
  /** What is wrong with the bytes of open files, for as long as nobody saves. */
  private readonly encodings = new Map<string, Promise<Encoding | undefined>>();

  constructor(
    private readonly open: OpenDocuments,
    private readonly disk: Workspace,
    private readonly analyzer: Analyzer,
    /** Workspace folders, above which no cluster file is looked for. */
    public roots: readonly string[] = [],
    public facts: Facts = {},
  ) {}

  /** Forgets what was read from the disk: something there has changed, or may have. */
  forgetFiles(): void {
    this.associations.clear();
    this.files.clear();
    this.encodings.clear();
  }

  /** Forgets a document that was closed. */
  forget(uri: string): void {
    this.cached.delete(uri);
    this.encodings.delete(uri);
  }

  /** True for an open document that is a cluster file, on which configurations may depend. */
  isCluster(uri: string): boolean {
    return fileKind(uri, this.open.get(uri)?.languageId) === 'cluster';
  }

  /**
   * The analysis of a file as it is now, from the editor or else from the disk; undefined where it cannot be read or
   * is none of ours.
   */
  async analysis(uri: string): Promise<Analysis | undefined> {
    // A file that nobody edits is read each time it is asked for, since not every client reports its changes.
    this.files.delete(uri);
    return await this.current(uri);
  }

  /**
   * Several of them, all as the files are now. While one is read from the disk another may be edited, and the places in
   * its earlier analysis are then void.
   */
  async analyses(uris: readonly string[]): Promise<(Analysis | undefined)[]> {
    for (;;) {
      const all = await Promise.all(uris.map(uri => this.analysis(uri)));
      if (all.every(each => each === undefined || this.isCurrent(each))) return all;
    }
  }

  /** False once there is a later analysis of the file, which has taken over what both share. */
  isCurrent(analysis: Analysis): boolean {
    return this.cached.get(analysis.uri)?.analysis === analysis;
  }

  private async current(uri: string): Promise<Analysis | undefined> {
    const kind = fileKind(uri, this.openDocument(uri)?.languageId);
    if (kind === undefined) return undefined;
    const cluster = kind === 'config' ? await this.relatedCluster(uri) : undefined;
    const source = await this.source(uri);
    return source && this.analyze(source, cluster, kind === 'cluster');
  }

  private analyze(source: Current, cluster: ClusterAnalysis | undefined, isCluster: boolean): Analysis {
    const last = this.cached.get(source.uri);
    // Where a text comes from an edit, comparing it would put together all of it.
    const isSameText =
      source.state === undefined || last?.source.state === undefined
        ? last?.source.text === source.text
        : last.source.state === source.state;
    if (
      last !== undefined &&
      isSameText &&
      last.source.invalidAt === source.invalidAt &&
      last.source.isUtf16 === source.isUtf16 &&
      last.facts === this.facts &&
      last.cluster === cluster
    ) {
      return last.analysis;
    }
    const { uri, text, invalidAt, isUtf16, edit } = source;
    const asked: Source = {
      uri,
      text,
      ...(invalidAt !== undefined && { invalidAt }),
      ...(isUtf16 !== undefined && { isUtf16 }),
      ...(edit !== undefined && edit.of === last?.source.state && { change: edit }),
    };
    const analysis = isCluster
      ? this.analyzer.cluster(asked, this.facts, last?.analysis)
      : this.analyzer.config(asked, this.facts, cluster, last?.analysis);
    this.cached.set(source.uri, { source, facts: this.facts, cluster, analysis });
    return analysis;
  }

  /** The cluster file of a configuration, whether it has errors or not. */
  private async relatedCluster(configUri: string): Promise<ClusterAnalysis | undefined> {
    let association = this.associations.get(configUri);
    if (association === undefined) {
      association = findClusterFile(this.disk, configUri, this.roots);
      this.associations.set(configUri, association);
    }
    const uri = await association;
    if (uri === undefined) return undefined;
    const open = this.openDocument(uri);
    // One that somebody opened as a configuration is none; it would be its own cluster file, without an end.
    if (fileKind(uri, open?.languageId) !== 'cluster') return undefined;
    const analysis = await this.current(open?.uri ?? uri);
    return analysis?.kind === 'cluster' ? analysis : undefined;
  }

  private async source(uri: string): Promise<Current | undefined> {
    const document = this.openDocument(uri);
    if (document === undefined) {
      const file = await this.file(uri);
      return file && { uri, ...file };
    }
    // The launcher reads the bytes, whatever encoding the editor reads and writes the file in.
    const encoding = await this.encoding(uri);
    const now = this.openDocument(uri) ?? document;
    if (encoding === undefined) return now;
    const { isUtf16 } = encoding;
    const invalidAt = isUtf16 ? 0 : notAscii(now.text);
    return { uri, text: now.text, ...(invalidAt >= 0 && { invalidAt, isUtf16 }) };
  }

  private encoding(uri: string): Promise<Encoding | undefined> {
    let encoding = this.encodings.get(uri);
    if (encoding === undefined) {
      encoding = this.disk
        .read(uri)
        .then(file => (file?.invalidAt === undefined ? undefined : { isUtf16: file.isUtf16 === true }));
      this.encodings.set(uri, encoding);
    }
    return encoding;
  }

  private file(uri: string): Promise<FileText | undefined> {
    let file = this.files.get(uri);
    if (file === undefined) {
      file = this.disk.read(uri);
      this.files.set(uri, file);
    }
    return file;
  }

  /** By its very URI, or by one that another side encodes differently. */
  private openDocument(uri: string): OpenDocument | undefined {
    const exact = this.open.get(uri);
    if (exact !== undefined) return exact;
    const name = decoded(uri);
    for (const document of this.open.all()) if (decoded(document.uri) === name) return document;
    return undefined;
  }
}

/** Where the bytes of a text that is not UTF-8 went wrong: an editor shows U+FFFD, or what its own encoding makes of them. */
function notAscii(text: string): number {
  const replaced = text.indexOf('\ufffd');
  return replaced >= 0 ? replaced : text.search(/[^\0-\x7f]/);
}
