/** Applications, models and nodes of all files of the workspace, by name. */
import { SymbolKind, type SymbolInformation } from 'vscode-languageserver';
import { readClusterFile } from '../config/readClusterFile';
import { readServerConfig } from '../config/readServerConfig';
import { onePerPlace } from '../document/tree/onePerPlace';
import { rangeOf } from '../document/tree/positions';
import { parseDocument } from '../document/parse';
import { withInterpolations } from '../document/omegaconf/resolve';
import type { ParsedDocument, Span } from '../document/tree/tree';
import { fileKind, type FileKind } from '../analysis/files/fileKind';
import { modelPlaces } from '../models/modelPlaces';
import { baseName, decoded, parentOf } from '../analysis/files/uri';
import type { OpenDocuments } from '../analysis/session';
import type { FileFinder, Workspace } from '../analysis/files/workspace';

/** Files that are looked into, symbols that are returned at most, and characters of a file beyond which it is passed over. */
const limits = { files: 500, symbols: 500, characters: 500_000 };

interface Known {
  readonly text: string;
  readonly symbols: readonly SymbolInformation[];
}

/** Remembers what the files hold, and reads a text only once. */
export class WorkspaceSymbols {
  private known = new Map<string, Known>();

  constructor(
    private readonly disk: Workspace & FileFinder,
    private readonly open: OpenDocuments,
  ) {}

  /**
   * Symbols whose names hold the letters of `query` in their order, whatever their case; all for an empty one.
   *
   * @param isCanceled asked between files
   */
  async find(
    query: string,
    roots: readonly string[],
    isCanceled: () => boolean,
  ): Promise<SymbolInformation[]> {
    const opened = new Map([...this.open.all()].map(document => [decoded(document.uri), document]));
    const onDisk = (await this.disk.find(roots, limits.files)).filter(uri => !opened.has(decoded(uri)));
    const known = new Map<string, Known>();
    const found: SymbolInformation[] = [];
    const files = [...[...opened.values()].map(({ uri }) => uri), ...onDisk.sort()];
    for (const uri of files.slice(0, limits.files)) {
      if (isCanceled()) return [];
      const document = opened.get(decoded(uri));
      const kind = fileKind(uri, document?.languageId);
      const text = document?.text ?? (await this.disk.read(uri))?.text;
      if (kind === undefined || text === undefined || text.length > limits.characters) continue;
      const last = this.known.get(uri);
      const now = last?.text === text ? last : { text, symbols: symbolsOf(uri, kind, text) };
      known.set(uri, now);
      found.push(...now.symbols.filter(({ name }) => matches(name, query)));
    }
    this.known = known;
    return found.slice(0, limits.symbols);
  }
}

function matches(name: string, query: string): boolean {
  let at = 0;
  const lower = name.toLowerCase();
  for (const letter of query.toLowerCase()) {
    if (letter === ' ') continue;
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function symbolsOf(uri: string, kind: FileKind, text: string): SymbolInformation[] {
  const document = withInterpolations(parseDocument(text));
  // Most of these files have the same name, so the folder tells more.
  const folder = parentOf(uri);
  const containerName = folder === undefined ? baseName(uri) : `${baseName(folder)}/${baseName(uri)}`;
  const symbol = (name: string, symbolKind: SymbolKind, span: Span): SymbolInformation[] =>
    name.trim() === ''
      ? []
      : [{ name, kind: symbolKind, containerName, location: { uri, range: rangeOf(document, span) } }];
  if (kind === 'cluster') {
    return readClusterFile(document).nodes.flatMap(({ name, span }) =>
      symbol(name?.value ?? '', SymbolKind.Object, name?.span ?? span),
    );
  }
  return configSymbols(document, symbol);
}

function configSymbols(
  document: ParsedDocument,
  symbol: (name: string, kind: SymbolKind, span: Span) => SymbolInformation[],
): SymbolInformation[] {
  const config = readServerConfig(document);
  const applications = config.applications.flatMap(({ name, span }) =>
    symbol(name?.value ?? '', SymbolKind.Module, name?.span ?? span),
  );
  const models = [...modelPlaces(document, config)].flatMap(([name, places]) => {
    // Where it is deployed, or else where it is only promised.
    const place = places.find(({ kind }) => kind === 'prefix') ?? places[0];
    return place === undefined ? [] : symbol(name, SymbolKind.Class, place.span);
  });
  // An alias gives several applications one name, in one place.
  return onePerPlace([...applications, ...models], ({ name, kind, location }) => [
    name,
    kind,
    location.range,
  ]);
}
