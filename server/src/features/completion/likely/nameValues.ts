/** Names that one part of a configuration gives and another repeats: of models, applications and device groups. */
import type { Application, ServerConfig } from '../../../config/serverConfig';
import type { ApplicationKind } from '../../../protocol';
import { text } from '../../../text/text';
import { modelIndex, type ModelIndex } from '../../../models/modelIndex';
import type { LikelyValue } from './likelyValue';

/** @param key the place inside of the application, such as `args.model_id`; undefined for places without names */
export function nameValues(
  config: ServerConfig,
  application: Application | undefined,
  kind: ApplicationKind | undefined,
  key: string,
): readonly LikelyValue[] | undefined {
  const index = modelIndex(config);
  switch (key) {
    case 'name':
      return applicationNames(index, application, kind);
    case 'route_prefix':
      return routePrefixes(index, application, kind);
    case 'args.supported_models':
    case 'args.supported_models.model_name':
      return unsupported(index);
    case 'args.model_id':
      return modelIds(index, application, kind);
    case 'args.device_group.name':
      return application?.name?.value === undefined
        ? []
        : [{ value: application.name.value, detail: text('name of the application') }];
    case 'args.route_prefix': {
      const own = application?.routePrefix?.value;
      return own === undefined ? [] : [{ value: own, detail: text('route_prefix of the application') }];
    }
    default:
      return undefined;
  }
}

/** `model`, or with the name of the model where that is known and the short one is taken. */
function applicationNames(
  { names }: ModelIndex,
  application: Application | undefined,
  kind: ApplicationKind | undefined,
): LikelyValue[] {
  if (kind === undefined) return [];
  const model = application && modelNameOf(application);
  const short = model?.slice(model.lastIndexOf('/') + 1);
  const offered = [kind, ...(short === undefined ? [] : [`${kind}-${short}`])];
  const own = application?.name?.value;
  return offered.filter(name => name === own || !names.has(name)).map(value => ({ value }));
}

/** The last part of a prefix behind its kind, or else the `model_id` without its hub. */
function modelNameOf({ routePrefix, args }: Application): string | undefined {
  const route = /\/(?:model|sampler)\/(.+)$/.exec(routePrefix?.value ?? '')?.[1];
  return route ?? args?.modelId?.value?.replace(/^(?:ms|hf):\/\//, '');
}

function routePrefixes(
  index: ModelIndex,
  application: Application | undefined,
  kind: ApplicationKind | undefined,
): LikelyValue[] {
  const { gatewayPrefix: prefix } = index;
  if (kind === 'server') return [{ value: prefix, detail: text('where clients expect the gateway') }];
  if (kind === 'processor') return [{ value: `${prefix}/processor` }];
  if (kind === undefined) return [];
  const taken = kind === 'model' ? index.models : index.samplers;
  const partners = kind === 'model' ? index.samplers : index.models;
  const own = application?.args?.modelId?.value?.replace(/^(?:ms|hf):\/\//, '');
  const names = new Set([...index.supported, ...partners.keys(), ...(own === undefined ? [] : [own])]);
  const isFree = (name: string) => !taken.has(name) || taken.get(name) === application;
  return [...names]
    .filter(isFree)
    .sort((one, other) => Number(other === own) - Number(one === own))
    .map(name => ({
      value: `${prefix}/${kind}/${name}`,
      detail: index.supported.includes(name)
        ? text('in supported_models')
        : partners.has(name)
          ? text("name of another application's model")
          : text('model_id of the application'),
    }));
}

/** Models that an application serves and the gateway does not offer yet. */
function unsupported({ models, supported }: ModelIndex): LikelyValue[] {
  return [...models.keys()]
    .filter(name => !supported.includes(name))
    .map(value => ({ value, detail: text('has a model application') }));
}

function modelIds(
  index: ModelIndex,
  application: Application | undefined,
  kind: ApplicationKind | undefined,
): LikelyValue[] {
  const route = application === undefined ? undefined : modelNameOf({ ...application, args: undefined });
  const partner =
    route === undefined ? undefined : (kind === 'sampler' ? index.models : index.samplers).get(route);
  const partnerId = partner?.args?.modelId?.value;
  const supported = index.supported.map(name => `ms://${name}`);
  const first = partnerId === undefined ? [] : [partnerId];
  const named = route === undefined || partnerId !== undefined ? [] : [`ms://${route}`];
  const all = new Set([...first, ...named, ...index.modelIds, ...supported]);
  return [...all].map(value => ({
    value,
    ...(value === partnerId && { detail: text('model_id of the application with the same name') }),
  }));
}
