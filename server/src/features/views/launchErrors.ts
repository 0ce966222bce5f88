/** The errors of a file that a forecast does not tell itself. */
import type { ConfigAnalysis } from '../../analysis/analysis';
import type { Forecast } from '../../placement/forecast';
import type { Stage } from '../../protocol';
import { rules } from '../../rules/registry';

/** A launch goes on past the others, which show themselves later or never. */
const ofLaunch: ReadonlySet<Stage> = new Set<Stage>(['load', 'deploy', 'replica', 'hang']);

const inForecast: ReadonlySet<string> = new Set(
  rules.filter(rule => rule.inForecast === true).map(({ id }) => id),
);

/**
 * How many errors may end a launch beside what the forecast says. Where that says that all applications start, or knows
 * too little, an error about placement counts too.
 */
export function launchErrors({ findings }: ConfigAnalysis, forecast: Forecast | undefined): number {
  const ends = forecast?.applications.some(({ status }) => status === 'fails' || status === 'waits') ?? false;
  return findings.filter(
    ({ severity, stage, code }) =>
      severity === 'error' && ofLaunch.has(stage) && !(ends && inForecast.has(code)),
  ).length;
}
