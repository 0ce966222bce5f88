/** Changes of a configuration that no finding asks for, at a place. All keep comments. */
import { togetherEdits } from '../../document/tree/onePerPlace';
import { offsetAt } from '../../document/tree/positions';
import type { Position } from 'vscode-languageserver';
import type { Analysis } from '../../analysis/analysis';
import { addSampler } from './addSampler';
import { extractAnchors } from './extractAnchor';
import type { Refactoring } from './refactoring';
import { sortApplications } from './sortApplications';

/** @param isAsked somebody asks for refactorings: then each is offered in the whole block that it is about */
export function refactorings(analysis: Analysis, position: Position, isAsked: boolean): Refactoring[] {
  if (analysis.kind !== 'config') return [];
  const { document, config } = analysis;
  const wanted = { offset: offsetAt(document, position), isAsked };
  return [
    addSampler(document, config, wanted),
    ...extractAnchors(document, wanted),
    sortApplications(document, config, wanted),
  ].flatMap(each => {
    const edits = each && togetherEdits(each.edits);
    return edits === undefined || each === undefined ? [] : [{ ...each, edits }];
  });
}
