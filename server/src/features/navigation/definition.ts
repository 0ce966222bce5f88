/** From a name to what it means: models, aliases, interpolations. */
import type { Location, Position } from 'vscode-languageserver';
import { partsOf, type Interpolation } from '../../document/interpolation';
import { nodeAtOffset, nodeAtPath } from '../../document/locate';
import { offsetAt, rangeOf } from '../../document/positions';
import type { ParsedDocument, Path, Span } from '../../document/tree';
import type { Analysis } from '../analysis';
import { modelAt, modelPlaces, type ModelPlace } from './modelPlaces';

/** The model application of a name, or the list entry where the cursor is in the application already. */
export function definition(analysis: Analysis, position: Position): Location[] {
  const { uri, document } = analysis;
  const offset = offsetAt(document, position);
  const spans =
    anchorOf(document, offset) ?? interpolationTarget(document, offset) ?? modelTargets(analysis, offset);
  return spans.map(span => ({ uri, range: rangeOf(document, span) }));
}

/** All places of the model at a position. */
export function references(analysis: Analysis, position: Position): Location[] {
  const { uri, document } = analysis;
  return placesAt(analysis, offsetAt(document, position)).map(({ span }) => ({
    uri,
    range: rangeOf(document, span),
  }));
}

function placesAt(analysis: Analysis, offset: number): readonly ModelPlace[] {
  if (analysis.kind !== 'config') return [];
  const places = modelPlaces(analysis.document, analysis.config);
  const found = modelAt(places, offset);
  return found === undefined ? [] : (places.get(found.name) ?? []);
}

function modelTargets(analysis: Analysis, offset: number): Span[] {
  const places = placesAt(analysis, offset);
  const here = places.find(({ span }) => span.start <= offset && offset <= span.end);
  const wanted = here?.kind === 'supported' ? 'prefix' : 'supported';
  return places.filter(({ kind }) => kind === wanted).map(({ span }) => span);
}

/** `*name` → the last `&name` before it, which is the one that counts. */
function anchorOf({ text }: ParsedDocument, offset: number): Span[] | undefined {
  const start = /\*[\w-]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0];
  const from = start === undefined ? (text[offset] === '*' ? offset : undefined) : offset - start.length;
  const name = from === undefined ? undefined : /^\*([\w-]+)/.exec(text.slice(from, from + 100))?.[1];
  if (from === undefined || name === undefined || !/[\s[{,:-]/.test(text[from - 1] ?? ' ')) return undefined;
  const anchor = [...text.slice(0, from).matchAll(new RegExp(`&${name}(?![\\w-])`, 'g'))].at(-1);
  return anchor && [{ start: anchor.index, end: anchor.index + anchor[0].length }];
}

/** The key that `${a.b}` under the cursor refers to. */
function interpolationTarget(document: ParsedDocument, offset: number): Span[] | undefined {
  const found = nodeAtOffset(document, offset);
  if (found?.node.kind !== 'scalar' || found.inKey) return undefined;
  const { span } = found.node;
  const written = document.text.slice(span.start, span.end);
  const part = partsOf(written).find(
    each =>
      typeof each !== 'string' && each.at.start <= offset - span.start && offset - span.start <= each.at.end,
  );
  if (part === undefined || typeof part === 'string' || part.kind !== 'path') return undefined;
  const target = targetOf(document, part, found.path);
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
