/**
 * The launcher takes the first item of `deployments` and drops the others, since 0.3.0 with a warning in its log.
 * Source: `_deploy_application` in twinkle/server/launcher/server_launcher.py, twinkle-kit 0.5.1, and the launchers of 0.1 and later.
 */
import { text } from '../../text/text';
import { removeItemsBehindFirst } from '../fixes/deploymentItems';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const singleDeployment: ApplicationRule = {
  id: 'single-deployment',
  stage: 'silent',
  severity: 'warning',
  reads: ['deployments'],

  *checkApplication({ application, document }) {
    const { deployments } = application;
    const second = deployments[1];
    if (second === undefined) return;
    const head = second.kind === 'mapping' ? second.entries[0]?.key.span : second.span;
    yield {
      message: text(
        'An application has one deployment: of these {0} only the first has an effect, and the launcher ignores the rest.',
        deployments.length,
      ),
      ...(head !== undefined && isOwn(application, { span: head })
        ? { span: head, path: [...application.path, 'deployments', 1] }
        : placeOf(application, undefined)),
      fixes: () => removeItemsBehindFirst(document, application),
    };
  },
};
