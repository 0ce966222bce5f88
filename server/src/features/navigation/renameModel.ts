/** Renames a model in all its places at once: half a rename is a server that answers 404. */
import { readServerConfig } from '../../config/readServerConfig';
import { applyEdits } from '../../document/edits/applyEdits';
import type { TextEdit } from '../../document/tree/finding';
import { togetherEdits } from '../../document/tree/onePerPlace';
import { parseDocument } from '../../document/parse';
import { isPlainText } from '../../document/values/plainText';
import { lineAt } from '../../document/tree/positions';
import { withInterpolations } from '../../document/omegaconf/resolve';
import type { ParsedDocument } from '../../document/tree/tree';
import { nameOf } from '../../models/modelIds';
import { text } from '../../text/text';
import type { Analysis, ConfigAnalysis } from '../../analysis/analysis';
import { decoded, parentOf } from '../../analysis/files/uri';
import { modelPlaces, servedBy, shortOf, type ModelPlace } from '../../models/modelPlaces';
import { RenameRefused } from './renameRefused';

/**
 * Edits of each file that has the model: of a name alone that is unknown, since two deployments that have nothing to
 * do with one another may serve models of one name. Files of one folder, and those for one cluster, go together, unless
 * the name stands for other weights there.
 *
 * @param files the one with the cursor first
 * @throws RenameRefused for a name that clients could not use, or that is taken, or where it stands in a place that
 *   cannot be changed
 */
export function modelEdits(
  files: readonly Analysis[],
  name: string,
  newName: string,
): { readonly analysis: Analysis; readonly edits: readonly TextEdit[] }[] {
  const [current] = files;
  // What a URL can hold as it is, which the name is a part of.
  if (!/^[\w.:@+~-]+(?:\/[\w.:@+~-]+)*$/.test(newName))
    throw new RenameRefused(
      text(
        "'{0}' is not a valid model name. Use letters, digits and `._-:@+~`, with `/` between parts.",
        newName,
      ),
    );
  return files.flatMap(analysis => {
    if (analysis.kind !== 'config' || !goesWith(analysis, current, name)) return [];
    const places = modelPlaces(analysis.document, analysis.config);
    const own = places.get(name);
    if (own === undefined) return [];
    if (newName === name) return [{ analysis, edits: [] }];
    if (places.has(newName)) throw new RenameRefused(text("A model '{0}' already exists.", newName));
    const wanted = own.filter(place => !isOfAnother(analysis, name, place));
    const edits = togetherEdits(byNode(wanted).flatMap(each => editsOf(analysis.document, each, newName)));
    const line = edits && lineLeft(analysis, name, edits);
    if (line !== undefined)
      throw new RenameRefused(
        text(
          "Line {0} gets the name '{1}' from an interpolation or an escape: change that first.",
          line,
          name,
        ),
      );
    return edits === undefined ? [] : [{ analysis, edits }];
  });
}

/** The text of weights that an alias also gives to a model of another name stays: it goes on with these weights. */
function isOfAnother({ config }: ConfigAnalysis, name: string, { kind, node }: ModelPlace): boolean {
  if (kind !== 'modelId') return false;
  return config.applications.some(application => {
    const id = application.args?.modelId;
    return id?.span.start === node.span.start && servedBy(config, application) !== name;
  });
}

function byNode(places: readonly ModelPlace[]): ModelPlace[][] {
  const nodes = new Map<number, ModelPlace[]>();
  for (const place of places)
    nodes.set(place.node.span.start, [...(nodes.get(place.node.span.start) ?? []), place]);
  return [...nodes.values()];
}

/** The name alone, or the whole value in quotes where plain text would be read as something else. */
function editsOf({ text: source }: ParsedDocument, places: readonly ModelPlace[], name: string): TextEdit[] {
  const edits = places.map(({ span, isShort }) => ({ span, newText: isShort ? shortOf(name) : name }));
  const node = places[0]?.node;
  if (node === undefined) return [];
  const { start, end } = node.span;
  const written = source.slice(start, end);
  if (node.style !== 'plain') return edits;
  const value = applyEdits(
    written,
    edits.map(({ span, newText }) => ({
      span: { start: span.start - start, end: span.end - start },
      newText,
    })),
  );
  return isPlainText(value) ? edits : [{ span: node.span, newText: JSON.stringify(value) }];
}

/** The line, from 1, that still serves or promises the old name after the edits: an interpolation or an escape puts it there. */
function lineLeft(
  { document }: ConfigAnalysis,
  name: string,
  edits: readonly TextEdit[],
): number | undefined {
  if (document.problems.length > 0) return undefined;
  const after = withInterpolations(parseDocument(applyEdits(document.text, edits)));
  const config = readServerConfig(after);
  const supported = config.applications.flatMap(({ kind, args }) =>
    kind?.value === 'server' ? (args?.supportedModels ?? []).filter(({ value }) => value === name) : [],
  );
  const prefixes = config.applications.flatMap(application =>
    servedBy(config, application) === name ? (application.routePrefix ?? []) : [],
  );
  const [left] = [...supported, ...prefixes];
  return left && lineAt(after, left.span.start) + 1;
}

function goesWith(file: ConfigAnalysis, current: Analysis | undefined, name: string): boolean {
  if (current?.kind !== 'config' || file === current) return true;
  const isNear =
    decoded(parentOf(file.uri) ?? '') === decoded(parentOf(current.uri) ?? '') ||
    (file.clusterUri !== undefined && file.clusterUri === current.clusterUri);
  const [own, others] = [weightsOf(file, name), weightsOf(current, name)];
  return isNear && (own.length === 0 || others.length === 0 || own.some(id => others.includes(id)));
}

/** The ids of the weights that are served under a name, as far as they are known. */
function weightsOf({ config }: ConfigAnalysis, name: string): string[] {
  return config.applications.flatMap(application => {
    const id = servedBy(config, application) === name ? application.args?.modelId?.value : undefined;
    return id === undefined ? [] : [nameOf(id)];
  });
}
