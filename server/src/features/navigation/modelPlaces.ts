/** The places of a file that name one model: the list of the gateway, both prefixes, applications' names, model_id. */
import type { Optional } from '../../config/field';
import type { Application, ServerConfig } from '../../config/serverConfig';
import type { ParsedDocument, Span } from '../../document/tree';
import { gatewayPrefixes, servedName } from '../../rules/gatewayRoutes';
import { nameOf } from '../../rules/modelIds';

export interface ModelPlace {
  /** What stands for the model there: the whole name, or its last part in an application's name. */
  readonly span: Span;
  readonly kind: 'supported' | 'prefix' | 'application' | 'modelId';
  /** True where only the part behind the last slash stands there. */
  readonly isShort: boolean;
  readonly application?: Application;
}

/** Places of each name, in no certain order. Names are those that clients use. */
export function modelPlaces(document: ParsedDocument, config: ServerConfig): Map<string, ModelPlace[]> {
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
  return places;
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

/** Where a field's own text holds a name; nothing where it came by an interpolation or is written with escapes. */
function placeIn(
  { text }: ParsedDocument,
  field: Optional<string>,
  name: string,
  kind: ModelPlace['kind'],
  application?: Application,
): ModelPlace | undefined {
  if (field?.node.kind !== 'scalar' || field.node.resolvedFrom !== undefined) return undefined;
  const { start, end } = field.span;
  const at = text.slice(start, end).lastIndexOf(name);
  if (at === -1) return undefined;
  const span = { start: start + at, end: start + at + name.length };
  return { span, kind, isShort: false, ...(application !== undefined && { application }) };
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
