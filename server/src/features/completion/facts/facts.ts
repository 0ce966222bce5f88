/** Values that the rest of the files makes likely at a place, the likeliest first. */
import type { Application } from '../../../config/serverConfig';
import type { Path } from '../../../document/tree/tree';
import type { ConfigAnalysis } from '../../../analysis/analysis';
import { fieldContext } from '../../fields/fieldContext';
import { clusterFacts, deviceIds } from './clusterFacts';
import type { Fact } from './fact';
import { meshFacts, nextRank } from './meshFacts';
import { nameFacts } from './nameFacts';
import type { Place } from '../place';

export function factsFor(place: Place, path: Path): readonly Fact[] {
  const { analysis, offset } = place;
  if (analysis.kind === 'cluster') return clusterFacts(analysis.file, path);
  if (path[0] !== 'applications') return [];
  const application = applicationAt(analysis, path);
  const { kind } = fieldContext(analysis, path, offset);
  const inside = path.slice(2).filter(step => typeof step === 'string');
  const key = inside.join('.');
  if (place.context.kind === 'item' && key === 'args.device_group.ranks')
    return nextRank(application, offset);
  return (
    nameFacts(analysis.config, application, kind, key) ??
    (application && meshFacts(application, key, analysis.cluster)) ??
    deviceIds(analysis.cluster, key) ??
    []
  );
}

function applicationAt({ config }: ConfigAnalysis, path: Path): Application | undefined {
  const index = path[1];
  const guess = typeof index === 'number' ? config.applications[index] : undefined;
  return guess?.index === index ? guess : config.applications.find(each => each.index === index);
}
