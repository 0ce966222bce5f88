/** The places of a file that name one model: the list of the gateway, both prefixes, applications' names, model_id. */
import type { Field, Optional } from '../config/field';
import type { Application, ServerConfig } from '../config/serverConfig';
import { fragmentsOf } from '../document/omegaconf/interpolation';
import { onePerPlace } from '../document/tree/onePerPlace';
import type { ParsedDocument, ScalarNode, Span } from '../document/tree/tree';
import { gatewayPrefixes, servedName } from './gatewayRoutes';
import { nameOf } from './modelIds';

export interface ModelPlace {
  /** What stands for the model there: the whole name, or its last part in an application's name. */
  readonly span: Span;
  /** The value that it stands in. */
  readonly node: ScalarNode;
  readonly kind: 'supported' | 'prefix' | 'application' | 'modelId';
  /** True where only the part behind the last slash stands there. */
  readonly isShort: boolean;
  readonly application?: Application;
}

/** Places of each name, each place once. Names are those that clients use. */
export function modelPlaces(
  document: ParsedDocument,
  config: ServerConfig,
): ReadonlyMap<string, readonly ModelPlace[]> {
  const places = new Map<string, ModelPlace[]>();
  const add = (name: string, place: ModelPlace | undefined): void => {
    if (place !== undefined) places.set(name, [...(places.get(name) ?? []), place]);
  };
  for (const { kind, args } of config.applications) {
    if (kind?.value !== 'server') continue;
    for (const field of args?.supportedModels ?? [])
      if (field.value !== undefined) add(field.value, placeIn(document, field, field.value, 'supported'));
  }
  for (const application of config.applications) {
    const name = servedBy(config, application);
    if (name === undefined) continue;
    const { routePrefix, args } = application;
    add(name, placeIn(document, routePrefix, name, 'prefix', application));
    const id = args?.modelId?.value;
    if (id !== undefined && nameOf(id) === name)
      add(name, placeIn(document, args?.modelId, name, 'modelId', application));
    add(name, placeOfName(document, application, name));
  }
  return new Map(Array.from(places, ([name, found]) => [name, onePerPlace(found, ({ span }) => span)]));
}

/** The name under which clients reach an application, where its prefix tells. */
export function servedBy(config: ServerConfig, { kind, routePrefix }: Application): string | undefined {
  const served = kind?.value;
  const prefix = routePrefix?.value;
  if ((served !== 'model' && served !== 'sampler') || prefix === undefined) return undefined;
  for (const gateway of gatewayPrefixes(config) ?? []) {
    const name = servedName(prefix, gateway, served);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** An application's name holds the model's whole name, or its last part. */
function placeOfName(
  document: ParsedDocument,
  application: Application,
  name: string,
): ModelPlace | undefined {
  const whole = placeIn(document, application.name, name, 'application', application);
  const short = shortOf(name);
  if (whole !== undefined || short === name) return whole;
  const place = placeIn(document, application.name, short, 'application', application);
  return place && { ...place, isShort: true };
}

/** `Qwen3.5-4B` of `Qwen/Qwen3.5-4B`. */
export function shortOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Where a field's own text holds a name; nothing where an interpolation puts it there or it is written with escapes. */
function placeIn(
  { text }: ParsedDocument,
  field: Optional<string>,
  name: string,
  kind: ModelPlace['kind'],
  application?: Application,
): ModelPlace | undefined {
  if (field?.node.kind !== 'scalar') return undefined;
  const { start, end } = field.span;
  const at = wordAt(text.slice(start, end), name, kind);
  if (at === undefined || isInInterpolation(text, field, start + at)) return undefined;
  const span = { start: start + at, end: start + at + name.length };
  return { span, node: field.node, kind, isShort: false, ...(application !== undefined && { application }) };
}

/** A letter or digit goes on with the word; so does a dot between two digits, as of a version. */
const inWord = /[\p{L}\p{N}]/u;
const wordBefore = /[\p{L}\p{N}]$|\p{N}\.$/u;
const wordBehind = /^(?:[\p{L}\p{N}]|\.\p{N})/u;

/**
 * The last place of a name in what is written. In a prefix or an id it is the end of the path, in a list all of it;
 * in an application's name it is a word, which `base` is not in `sampler-database`.
 */
function wordAt(written: string, name: string, kind: ModelPlace['kind']): number | undefined {
  const first = inWord.test(name.charAt(0));
  const last = inWord.test(name.charAt(name.length - 1));
  for (
    let at = written.lastIndexOf(name);
    at !== -1;
    at = at === 0 ? -1 : written.lastIndexOf(name, at - 1)
  ) {
    const before = written.slice(0, at);
    const behind = written.slice(at + name.length);
    const isEnd = /^["']?\s*$/.test(behind);
    if (kind !== 'application') return isEnd && /(?:^|[/\s"'])$/.test(before) ? at : undefined;
    const isCut = (first && wordBefore.test(before)) || (last && wordBehind.test(behind));
    if (!isCut) return at;
  }
  return undefined;
}

function isInInterpolation(text: string, { node, span }: Field<string>, at: number): boolean {
  if (node.kind !== 'scalar' || node.resolvedFrom === undefined) return false;
  return fragmentsOf(text.slice(span.start, span.end)).some(
    fragment =>
      typeof fragment !== 'string' &&
      span.start + fragment.at.start <= at &&
      at < span.start + fragment.at.end,
  );
}

/** The model whose name an offset is in. */
export function modelAt(
  places: ReadonlyMap<string, readonly ModelPlace[]>,
  offset: number,
): { name: string; place: ModelPlace } | undefined {
  for (const [name, list] of places) {
    const place = list.find(({ span }) => span.start <= offset && offset <= span.end);
    if (place !== undefined) return { name, place };
  }
  return undefined;
}
