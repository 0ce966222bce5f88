/** Code lenses: what can be done with a file on its first line, and the places of a model at its application. */
import type { CodeLens, Location } from 'vscode-languageserver';
import type { Application } from '../config/serverConfig';
import { positionAt, rangeOf } from '../document/tree/positions';
import { fitsForSure, type Forecast } from '../placement/forecast';
import type { Steps } from '../placement/search/steps';
import { lensCommands, type ServerView } from '../protocol';
import { listed } from '../text/listed';
import { text, type Text, type Translate } from '../text/text';
import type { Analysis, ConfigAnalysis } from '../analysis/analysis';
import { forecastOf } from './views/forecastView';
import { references } from './navigation/definition';
import { modelPlaces, servedBy } from '../models/modelPlaces';

/**
 * In steps, since one tells the forecast. Only for a client that has the commands ({@link lensCommands}).
 *
 * @param servers that were launched, of this file and others
 */
export function* codeLenses(
  analysis: Analysis,
  translate: Translate,
  servers: readonly ServerView[] = [],
): Steps<CodeLens[]> {
  const start = { line: 0, character: 0 };
  const first = (title: string, command: string): CodeLens => ({
    range: { start, end: start },
    command: { title, command, arguments: [analysis.uri] },
  });
  // What is started reads the file, and a text that is not saved or of another machine is none.
  const isFile = analysis.uri.startsWith('file:');
  const serverLens = (server: ServerView | undefined): CodeLens => {
    if (server === undefined) return first(translate(text('Launch')), lensCommands.launch);
    return server.state === 'launching'
      ? first(translate(text('Launching…')), lensCommands.showCluster)
      : first(translate(text('Runs at {0}', server.endpoint)), lensCommands.copyEndpoint);
  };
  if (analysis.kind === 'cluster') {
    return isFile
      ? [
          first(translate(text('Start')), lensCommands.startCluster),
          first(translate(text('Preview')), lensCommands.previewCluster),
        ]
      : [];
  }
  if (isBlank(analysis)) {
    // A text without a folder would have nowhere to be.
    return analysis.uri.startsWith('untitled:')
      ? []
      : [first(translate(text('New Server Configuration')), lensCommands.newConfig)];
  }
  if (!analysis.isOurs) return [];
  const forecast = forecastTitle(yield* forecastOf(analysis));
  return [
    first(checkTitle(analysis, translate), lensCommands.check),
    ...(isFile ? [serverLens(servers.find(({ configUri }) => configUri === analysis.uri))] : []),
    first(translate(forecast), lensCommands.forecast),
    ...analysis.config.applications.flatMap(application => modelLens(analysis, application, translate)),
  ];
}

function isBlank({ document }: ConfigAnalysis): boolean {
  return document.text.trim() === '';
}

/** With the numbers of errors and warnings; hints are advice and not counted. */
function checkTitle({ findings }: ConfigAnalysis, translate: Translate): string {
  const count = (severity: string) => findings.filter(finding => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const told = [
    ...(errors === 0 ? [] : [text('{0} {0|error|errors}', errors)]),
    ...(warnings === 0 ? [] : [text('{0} {0|warning|warnings}', warnings)]),
  ];
  return translate(told.length === 0 ? text('Check') : text('Check: {0}', listed(told)));
}

/** With the outcome where it is certain. */
function forecastTitle(found: Forecast | undefined): Text {
  if (found === undefined || found.applications.length === 0) return text('Forecast');
  const { length } = found.nodes;
  if (fitsForSure(found)) return text('Forecast: fits {0} {0|node|nodes}', length);
  const end = found.applications.find(({ status }) => status !== 'placed');
  const name = end?.application.name?.value;
  if (name === undefined || end?.certain !== true) return text('Forecast');
  if (end.status === 'waits') return text('Forecast: {0} waits forever', name);
  return end.status === 'fails' ? text('Forecast: {0} fails', name) : text('Forecast');
}

/** All places of a model, at the application that serves it. */
function modelLens(analysis: ConfigAnalysis, application: Application, translate: Translate): CodeLens[] {
  const { config, document, uri } = analysis;
  const served = application.kind?.value === 'model' ? servedBy(config, application) : undefined;
  if (served === undefined) return [];
  const own = modelPlaces(document, config)
    .get(served)
    ?.find(place => place.application === application && place.kind === 'prefix');
  if (own === undefined) return [];
  const position = positionAt(document, own.span.start);
  const locations: Location[] = references(analysis, position);
  const { start } = rangeOf(document, application.span);
  const title = text('{0} {0|reference|references}', locations.length);
  return [
    {
      range: { start, end: start },
      command: {
        title: translate(title),
        command: lensCommands.showReferences,
        arguments: [uri, position, locations],
      },
    },
  ];
}
