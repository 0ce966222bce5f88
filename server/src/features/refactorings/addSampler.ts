/**
 * Adds a sampler for a model: under the prefix where the gateway looks for it, with as many GPUs as the model, and with
 * adapters where the model trains them. Sources, twinkle-kit 0.5.1: server/gateway/proxy.py `_build_target_url`,
 * sampler/vllm_sampler/vllm_engine.py (`enable_lora`, `max_loras`).
 */
import { Reader } from '../../config/reader';
import type { Application, Arguments, ServerConfig } from '../../config/serverConfig';
import { lineBreak, quoteIfNeeded } from '../../document/edits/edit';
import { nodeAtPath } from '../../document/tree/locate';
import { lineAt, lineEnd } from '../../document/tree/positions';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { modelIndex } from '../../models/modelIndex';
import { servedBy, shortOf } from '../../models/modelPlaces';
import { itemLines } from './itemLines';
import type { Refactoring, Wanted } from './refactoring';
import { samplerLines, type SamplerSizes } from './samplerLines';

/** Nothing where the model has a sampler already, or its numbers are not known. */
export function addSampler(
  document: ParsedDocument,
  config: ServerConfig,
  { offset, isAsked }: Wanted,
): Refactoring | undefined {
  if (document.problems.length > 0) return undefined;
  const model = config.applications.find(({ span }) => span.start <= offset && offset <= span.end);
  const name = model && servedBy(config, model);
  const prefix = model?.routePrefix?.value;
  if (
    model?.args === undefined ||
    model.kind?.value !== 'model' ||
    name === undefined ||
    prefix === undefined
  )
    return undefined;
  if (!isAsked && !namesIt(document, model, offset)) return undefined;
  const others = config.applications.filter(({ kind }) => kind?.value === 'sampler');
  if (others.some(other => servedBy(config, other) === name)) return undefined;
  const sizes = sizesOf(model.args);
  const modelId = model.args.modelId?.value;
  const list = nodeAtPath(document.root, ['applications']);
  const place = list?.kind === 'sequence' ? itemLines(document, list)?.[model.index] : undefined;
  if (sizes === undefined || modelId === undefined || place === undefined) return undefined;
  const lines = samplerLines({
    name: quoteIfNeeded(freeName(config, model, name)),
    routePrefix: quoteIfNeeded(`${prefix.slice(0, -`/model/${name}`.length)}/sampler/${name}`),
    modelId: quoteIfNeeded(modelId),
    isMock: model.args.backend?.value === 'mock',
    ...sizes,
  });
  const end = lineEnd(document, place.last);
  const newline = lineBreak(document);
  // As the other applications are parted from one another.
  const isSpaced = config.applications.length > 1 && hasBlankLines(document, config);
  const newText = [...(isSpaced ? [''] : []), ...lines.map(line => ' '.repeat(place.column) + line)];
  return {
    title: text('Add a sampler for `{0}`', name),
    kind: 'refactor.rewrite',
    edits: [{ span: { start: end, end }, newText: newText.map(line => newline + line).join('') }],
  };
}

/** On a line that says which application it is. */
function namesIt(
  document: ParsedDocument,
  { name, kind, routePrefix, args }: Application,
  offset: number,
): boolean {
  const line = lineAt(document, offset);
  return [name, kind, routePrefix, args?.modelId, args?.backend].some(
    field => field !== undefined && lineAt(document, field.span.start) === line,
  );
}

function sizesOf(args: Arguments): SamplerSizes | undefined {
  const { deviceGroup, deviceMesh, nprocPerNode } = args;
  const written = deviceGroup?.ranks?.value;
  const ranks = typeof written === 'object' ? written.length : written;
  const perNode = nprocPerNode === undefined ? 1 : nprocPerNode.value;
  if (!isCount(ranks) || !isCount(perNode)) return undefined;
  const tensor = deviceMesh?.sizes.tp_size?.value ?? 1;
  // What the model splits over GPUs of a node, the sampler splits too.
  const perWorker = isCount(tensor) && perNode % tensor === 0 && ranks % tensor === 0 ? tensor : 1;
  const reader = new Reader(args.node, args.path);
  const loras = reader.number('max_loras')?.value;
  const length = reader.number('max_length')?.value;
  const isFull = reader.entry('train_mode') !== undefined;
  return {
    ranks,
    perNode,
    perWorker,
    deviceType: quoteIfNeeded(deviceGroup?.deviceType?.value ?? 'cuda'),
    hasAdapters: !isFull,
    ...(isCount(loras) && !isFull && { loras }),
    ...(isCount(length) && { length }),
  };
}

function freeName(config: ServerConfig, model: Application, served: string): string {
  const { names } = modelIndex(config);
  const own = model.name?.value ?? '';
  const alike = /^models?(?=[-_.]|$)/.test(own) ? own.replace(/^models?/, 'sampler') : undefined;
  const base = alike ?? `sampler-${shortOf(served)}`;
  if (!names.has(base)) return base;
  let number = 2;
  while (names.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

function hasBlankLines(document: ParsedDocument, { applications: [first, second] }: ServerConfig): boolean {
  return (
    first !== undefined &&
    second !== undefined &&
    /\n[ \t]*\r?\n/.test(document.text.slice(first.span.start, second.span.start))
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
