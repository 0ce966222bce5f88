import * as vscode from 'vscode';
import { sendTestRequest as send } from '../../app/testRequest/send';
import { nodeEnvironment } from '../../core/cluster/nodeEnvironment';
import { Emitter } from '../../core/async/event';
import type { Progress } from '../../core/async/progress';
import { row } from '../../core/rows/row';
import { remedyOf, type Asked } from '../../core/testRequest/remedy';
import { reportLines, summary } from '../../core/testRequest/report';
import { firstFailure, type StepResult } from '../../core/testRequest/result';
import { stepIds, stepTitle, type StepEvent } from '../../core/testRequest/steps';
import { sentences } from '../../core/text/sentences';
import { text, UserError } from '../../core/text/text';
import { clusterViewOf } from '../language/clusterView';
import { buttonOf, type Button } from '../messages/buttons';
import { render } from '../messages/l10n';
import { offerAs } from '../messages/offer';
import { withProgress } from '../messages/progress';
import type { CommandHandler, Services } from '../services';
import { testedServer } from './actions/testedServer';

/** Goes the way of a client through the running server, and says what each step took or why one fails. */
export const sendTestRequest: CommandHandler = services => async given => {
  const title = vscode.l10n.t('Send a Test Request');
  const tested = await testedServer(services, given, title);
  if (tested === undefined) return;
  const { model, target, base, endpoint, configFile } = tested;
  const python = model.session.status.connection?.python;
  if (python === undefined)
    throw new UserError(
      text('The Ray cluster of {0} is not running.', vscode.workspace.asRelativePath(model.uri)),
    );
  const view = await clusterViewOf(services, model.uri);
  const env = nodeEnvironment(view);
  const progress = new Emitter<Progress>();
  const steps = await withProgress(
    vscode.l10n.t('Sending a test request'),
    services.log,
    progress.event,
    signal =>
      send(
        { target, base, python, env },
        services.keeper,
        event => {
          if (event.state === 'begun') progress.fire(progressOf(event, target.model));
        },
        signal,
      ),
  ).finally(() => {
    progress.dispose();
  });
  tell(services, steps, { model: target.model, endpoint, python, configFile }, model.uri.toString());
};

function progressOf({ step }: StepEvent, model: string): Progress {
  return { subject: model, message: stepTitle(step), done: stepIds.indexOf(step), total: stepIds.length };
}

/** One message for all steps; the log has the page, too. */
function tell(services: Services, steps: readonly StepResult[], asked: Asked, file: string): void {
  const failed = firstFailure(steps);
  const lines = reportLines(steps, asked);
  for (const line of lines) services.log.info(render(line));
  const details: Button = {
    title: vscode.l10n.t('Show Details'),
    command: 'twinkle.showDetails',
    arguments: [
      row({
        id: 'testRequest',
        label: text('Test request'),
        details: lines,
        icon: 'beaker',
        context: 'note',
      }),
    ],
  };
  offerAs(
    failed === undefined ? 'information' : 'error',
    services.log,
    sentences(summary(steps, asked).map(render)),
    ...(failed === undefined
      ? [buttonOf({ kind: 'copyClientSnippet', file })]
      : remedyOf(failed, asked).actions.map(buttonOf)),
    details,
  );
}
