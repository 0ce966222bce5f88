/** Renames a model in all its places at once: half a rename is a server that answers 404. */
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { offsetAt, rangeOf } from '../../document/positions';
import { text, type Text } from '../../text/text';
import type { Analysis } from '../analysis';
import { modelAt, modelPlaces, shortOf } from './modelPlaces';

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
 * Edits of each file that has the model.
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
    if (analysis.kind !== 'config') continue;
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

function prepareNothing(): never {
  throw new RenameRefused(text('The file cannot be read.'));
}

function placesOf(analysis: Analysis): ReturnType<typeof modelPlaces> {
  return analysis.kind === 'config'
    ? modelPlaces(analysis.document, analysis.config)
    : new Map<string, never[]>();
}
