/** From a name to what it means and to where it is used: models, anchors, interpolations. */
import type { Location, Position } from 'vscode-languageserver';
import { fragmentsOf, type Interpolation } from '../../document/omegaconf/interpolation';
import { markAt, marksLike, type Mark } from '../../document/cursor/marks';
import { onePerPlace } from '../../document/tree/onePerPlace';
import { nodeAtOffset, nodeAtPath } from '../../document/tree/locate';
import { offsetAt, rangeOf } from '../../document/tree/positions';
import type { ParsedDocument, Path, Span } from '../../document/tree/tree';
import type { Analysis } from '../../analysis/analysis';
import { modelAt, modelPlaces, type ModelPlace } from '../../models/modelPlaces';

/** The model application of a name, or the list entry where the cursor is in the application already. */
export function definition(analysis: Analysis, position: Position): Location[] {
  const { uri, document } = analysis;
  const offset = offsetAt(document, position);
  const spans =
    anchorsOf(document, offset) ?? interpolationTarget(document, offset) ?? modelTargets(analysis, offset);
  return onePerPlace(spans, span => span).map(span => ({ uri, range: rangeOf(document, span) }));
}

/**
 * All places of the anchor or else of the model at a position.
 *
 * @param isWhole false without the anchor itself, which is what its aliases refer to
 */
export function references(analysis: Analysis, position: Position, isWhole = true): Location[] {
  const { uri, document } = analysis;
  const offset = offsetAt(document, position);
  const mark = markAt(document, offset);
  const spans =
    mark === undefined
      ? modelsAt(analysis, offset).map(({ span }) => span)
      : usesOf(document, mark)
          .filter(({ kind }) => isWhole || kind !== 'anchor')
          .map(({ span }) => span);
  return onePerPlace(spans, span => span).map(span => ({ uri, range: rangeOf(document, span) }));
}

function modelsAt(analysis: Analysis, offset: number): readonly ModelPlace[] {
  if (analysis.kind !== 'config') return [];
  const places = modelPlaces(analysis.document, analysis.config);
  const found = modelAt(places, offset);
  return found === undefined ? [] : (places.get(found.name) ?? []);
}

function modelTargets(analysis: Analysis, offset: number): Span[] {
  const places = modelsAt(analysis, offset);
  const here = places.find(({ span }) => span.start <= offset && offset <= span.end);
  const wanted = here?.kind === 'supported' ? 'prefix' : 'supported';
  return places.filter(({ kind }) => kind === wanted).map(({ span }) => span);
}

/** A merge key refers to what it merges. */
function usesOf(document: ParsedDocument, mark: Mark): readonly Mark[] {
  return mark.kind === 'merge'
    ? mark.targets.flatMap(target => marksLike(document, target))
    : marksLike(document, mark);
}

/** `*name` → the last `&name` before it, which is the one that counts; `<<` → what it merges; an anchor → itself. */
function anchorsOf(document: ParsedDocument, offset: number): Span[] | undefined {
  const mark = markAt(document, offset);
  if (mark === undefined) return undefined;
  return mark.kind === 'anchor' ? [mark.span] : mark.targets.map(({ span }) => span);
}

/** The key that `${a.b}` under the cursor refers to. */
function interpolationTarget(document: ParsedDocument, offset: number): Span[] | undefined {
  const found = nodeAtOffset(document, offset);
  if (found?.node.kind !== 'scalar' || found.inKey) return undefined;
  const { span } = found.node;
  const written = document.text.slice(span.start, span.end);
  const fragment = fragmentsOf(written).find(
    each =>
      typeof each !== 'string' && each.at.start <= offset - span.start && offset - span.start <= each.at.end,
  );
  if (fragment === undefined || typeof fragment === 'string' || fragment.kind !== 'path') return undefined;
  const target = targetOf(document, fragment, found.path);
  return target && [target];
}

/** @param path of the value that the interpolation stands in */
export function targetOf(
  { root }: ParsedDocument,
  { levels, keys }: Extract<Interpolation, { kind: 'path' }>,
  path: Path,
): Span | undefined {
  const from = levels === 0 ? [] : path.slice(0, path.length - levels);
  const steps = [...from, ...keys].map(key => (/^\d+$/.test(String(key)) ? Number(key) : key));
  return nodeAtPath(root, steps)?.span;
}
