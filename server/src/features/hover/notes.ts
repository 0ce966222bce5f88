/** What the rest of the file makes of a field: sums, durations, defaults, and what an interpolation stands for. */
import type { Application } from '../../config/serverConfig';
import { nodeAtPath } from '../../document/tree/locate';
import type { Path, TreeNode } from '../../document/tree/tree';
import { deviceNames } from '../../config/devices';
import { deviceDemand } from '../../placement/demand/deviceDemand';
import type { FieldInfo } from '../../schema/table/fieldInfo';
import { environmentVariables, openMappingAt } from '../../schema/table/openFields';
import { codeSpan, introduced, markdownOf, ownMarkdown, type Markdown } from '../../text/markdown';
import {} from '../../text/listed';
import { text, type Text, type Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { blockDefaults } from '../fields/blockDefaults';
import { durationOf } from '../fields/durations';
import { fieldContext } from '../fields/fieldContext';
import { meshText } from '../fields/meshText';
import { interpolationNotes } from '../fields/interpolationNotes';
import { noEffect } from './noEffect';

export interface HoverPlace {
  readonly analysis: Analysis;
  readonly path: Path;
  readonly offset: number;
  readonly field: FieldInfo;
}

/** One note a line, each true of the file as it is; nothing where a number is unknown. */
export function hoverNotes(place: HoverPlace, translate: Translate): Markdown[] {
  const { analysis, path } = place;
  const value = nodeAtPath(analysis.document.root, path);
  const application =
    analysis.kind === 'config' && path[0] === 'applications'
      ? analysis.config.applications.find(({ index }) => index === path[1])
      : undefined;
  const told = (notes: readonly Text[]) => notes.map(note => markdownOf(note, translate));
  return [
    ...told(noEffect(analysis, path, place.offset)),
    ...told(application === undefined ? [] : sums(application, path.slice(2).join('.'))),
    ...told(durations(place.field, value)),
    ...told(readers(place, application)),
    ...defaults(place, value, translate),
    ...told(value === undefined ? [] : interpolationNotes(analysis, value)),
  ];
}

const meshPlaces =
  /^args\.(?:device_mesh(?:\.\w+_size)?|device_group(?:\.(?:ranks|gpus_per_worker))?|nproc_per_node)$/;

function sums(application: Application, place: string): Text[] {
  if (!meshPlaces.test(place)) return [];
  const mesh = meshText(application);
  const demand = deviceDemand(application);
  const notes = mesh === undefined ? [] : [mesh.both];
  if (demand === undefined || !/ranks$|nproc_per_node$/.test(place)) return notes;
  const { device, replicas, nodes, perNode } = demand;
  return [
    ...notes,
    text(
      'Reserves at least replicas {0} × nodes {1} × nproc_per_node {2} = {3} {4}{3||s}',
      replicas,
      nodes,
      perNode,
      replicas * nodes * perNode,
      deviceNames[device],
    ),
  ];
}

function durations({ unit }: FieldInfo, value: TreeNode | undefined): Text[] {
  if (value?.kind !== 'scalar' || typeof value.value !== 'number') return [];
  const words = durationOf(value.value, unit);
  return words === undefined ? [] : [text('{0} {1} = {2}', value.value, unit ?? '', words)];
}

/** A variable of Twinkle's own that is set where nobody reads it does nothing. */
function readers({ analysis, path, field }: HoverPlace, application: Application | undefined): Text[] {
  const kind = application?.kind?.value;
  const isVariable = openMappingAt(path.slice(0, -1), analysis.kind === 'cluster') === 'environment';
  if (!isVariable || kind === undefined || !field.key.startsWith('TWINKLE_')) return [];
  const readBy = environmentVariables().get(field.key)?.readers ?? [];
  return readBy.length === 0 || readBy.includes(kind)
    ? []
    : [text('**No effect** here: an application of kind `{0}` does not read it.', kind)];
}

/** Most defaults that a hover lists. */
const mostDefaults = 12;

function defaults(
  { analysis, path, offset, field }: HoverPlace,
  value: TreeNode | undefined,
  translate: Translate,
): Markdown[] {
  if (field.key === 'device_mesh' || field.key === 'device_group') return [];
  if (value?.kind === 'scalar' && value.value !== null) return [];
  const told = blockDefaults(field, value, fieldContext(analysis, path, offset));
  if (told.length === 0) return [];
  const list = told.slice(0, mostDefaults).map(({ key, value: usual }) => codeSpan(`${key}: ${usual}`));
  const all = [...list, ...(told.length > mostDefaults ? [ownMarkdown('…')] : [])];
  return [introduced(text('Not set, so the default is:'), all, translate)];
}
