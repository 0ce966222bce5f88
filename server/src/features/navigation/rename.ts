/** What can be renamed: models, and anchors with their aliases. */
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { markAt, type Mark } from '../../document/cursor/marks';
import { offsetAt, rangeOf } from '../../document/tree/positions';
import { text } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { modelAt, modelPlaces } from '../../models/modelPlaces';
import { anchorEdits, nameSpan } from './renameAnchor';
import { modelEdits } from './renameModel';
import { RenameRefused } from './renameRefused';

/** @throws RenameRefused where neither a model nor an anchor is named */
export function prepareRename(analysis: Analysis, position: Position): { range: Range; placeholder: string } {
  const { document } = analysis;
  const mark = anchorAt(analysis, position);
  if (mark !== undefined) return { range: rangeOf(document, nameSpan(mark)), placeholder: mark.name };
  const found =
    analysis.kind === 'config'
      ? modelAt(modelPlaces(document, analysis.config), offsetAt(document, position))
      : undefined;
  if (found === undefined)
    throw new RenameRefused(
      text(
        'Only names of models and anchors can be renamed: in supported_models, in a route_prefix, in a model_id, after `&` or `*`.',
      ),
    );
  return { range: rangeOf(document, found.place.span), placeholder: found.name };
}

/**
 * Edits of each file that has what is renamed, by URI; those of a file can be applied together.
 *
 * @param files the one with the cursor, then the other open configurations
 * @throws RenameRefused where nothing is named, and for a name that cannot be used
 */
export function rename(
  files: readonly Analysis[],
  position: Position,
  newName: string,
): Record<string, TextEdit[]> {
  const [current] = files;
  if (current === undefined) throw new RenameRefused(text('The file cannot be read.'));
  const { placeholder: name } = prepareRename(current, position);
  const mark = anchorAt(current, position);
  const changed =
    mark === undefined
      ? modelEdits(files, name, newName)
      : [{ analysis: current, edits: anchorEdits(current.document, mark, newName) }];
  return Object.fromEntries(
    changed.map(({ analysis: { uri, document }, edits }) => [
      uri,
      edits.map(({ span, newText }) => ({ range: rangeOf(document, span), newText })),
    ]),
  );
}

/** The anchor or alias at a position; a merge key has no name. */
function anchorAt({ document }: Analysis, position: Position): Mark | undefined {
  const mark = markAt(document, offsetAt(document, position));
  return mark?.kind === 'merge' ? undefined : mark;
}
