/** Values that the rest of the files makes likely at a place, the likeliest first. */
import type { Application } from '../../../config/serverConfig';
import type { Path } from '../../../document/tree/tree';
import type { ConfigAnalysis } from '../../../analysis/analysis';
import { fieldContext } from '../../fields/fieldContext';
import { backendValues } from './backendValues';
import { clusterValues, deviceIds } from './clusterValues';
import type { LikelyValue } from './likelyValue';
import { meshValues, nextRank } from './meshValues';
import { nameValues } from './nameValues';
import type { Place } from '../place';

export function likelyValues(place: Place, path: Path): readonly LikelyValue[] {
  const { analysis, offset } = place;
  if (analysis.kind === 'cluster') return clusterValues(analysis.file, path);
  if (path[0] !== 'applications') return [];
  const application = applicationAt(analysis, path);
  const { kind } = fieldContext(analysis, path, offset);
  const inside = path.slice(2).filter(step => typeof step === 'string');
  const key = inside.join('.');
  if (place.context.kind === 'item' && key === 'args.device_group.ranks')
    return nextRank(application, offset);
  return (
    nameValues(analysis.config, application, kind, key) ??
    backendValues({ config: analysis.config, cluster: analysis.cluster, application, kind }, key) ??
    (application && meshValues(application, key, analysis.cluster)) ??
    deviceIds(analysis.cluster, key) ??
    []
  );
}

function applicationAt({ config }: ConfigAnalysis, path: Path): Application | undefined {
  const index = path[1];
  const guess = typeof index === 'number' ? config.applications[index] : undefined;
  return guess?.index === index ? guess : config.applications.find(each => each.index === index);
}
