/** Renames a model in all its places at once: half a rename is a server that answers 404. */
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { offsetAt, rangeOf } from '../../document/positions';
import { text, type Text } from '../../text/text';
import { nameOf } from '../../rules/modelIds';
import type { Analysis, ConfigAnalysis } from '../analysis';
import { decoded, parentOf } from '../uri';
import { modelAt, modelPlaces, servedBy, shortOf } from './modelPlaces';

/** Why a rename is refused. */
export class RenameRefused extends Error {
  constructor(readonly reason: Text) {
    super(reason.template);
  }
}

/** @throws RenameRefused where no model is named */
export function prepareRename(analysis: Analysis, position: Position): { range: Range; placeholder: string } {
  const found =
    analysis.kind === 'config'
      ? modelAt(placesOf(analysis), offsetAt(analysis.document, position))
      : undefined;
  if (found === undefined)
    throw new RenameRefused(
      text('Only names of models can be renamed: in supported_models, in a route_prefix, in a model_id.'),
    );
  return { range: rangeOf(analysis.document, found.place.span), placeholder: found.name };
}

/**
 * Edits of each file that has the model: of a name alone it cannot be told, since two deployments that have nothing to
 * do with one another may serve models of one name. Files of one folder, and those for one cluster, go together, unless
 * the name stands for other weights there.
 *
 * @param files open configurations, the one with the cursor first
 * @throws RenameRefused for a name that clients could not use, or that is taken
 */
export function renameModel(
  files: readonly Analysis[],
  position: Position,
  newName: string,
): Record<string, TextEdit[]> {
  const [current] = files;
  const { placeholder: name } = current === undefined ? prepareNothing() : prepareRename(current, position);
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(newName))
    throw new RenameRefused(
      text("'{0}' is no name of a model: letters, digits, `.`, `_`, `-` and `/` between them.", newName),
    );
  const changes: Record<string, TextEdit[]> = {};
  for (const analysis of files) {
    if (analysis.kind !== 'config' || !goesWith(analysis, current, name)) continue;
    const places = placesOf(analysis);
    const own = places.get(name);
    if (own === undefined) continue;
    if (newName !== name && places.has(newName))
      throw new RenameRefused(text("There already is a model '{0}'.", newName));
    changes[analysis.uri] = own.map(({ span, isShort }) => ({
      range: rangeOf(analysis.document, span),
      newText: isShort ? shortOf(newName) : newName,
    }));
  }
  return changes;
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

function prepareNothing(): never {
  throw new RenameRefused(text('The file cannot be read.'));
}

function placesOf(analysis: Analysis): ReturnType<typeof modelPlaces> {
  return analysis.kind === 'config'
    ? modelPlaces(analysis.document, analysis.config)
    : new Map<string, never[]>();
}
