/**
 * Ray Serve knows applications by name: the launcher hands over one after the other, so a second one of the same name
 * replaces the first, and both endpoints are printed all the same.
 * Source: `_deploy_application` of the launcher, which calls `serve.run(app, name=name, …)`, twinkle-kit 0.1 to 0.5.1.
 */
import type { Application } from '../../config/serverConfig';
import { text } from '../../text/text';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const duplicateApplicationName: FileRule = {
  id: 'duplicate-application-name',
  stage: 'silent',
  severity: 'error',
  reads: ofEach(['name']),

  *checkFile({ config }) {
    const seen = new Map<string, Application>();
    for (const application of config.applications) {
      const name = application.name?.value;
      if (name === undefined) continue;
      const earlier = seen.get(name);
      seen.set(name, application);
      if (earlier === undefined) continue;
      yield {
        message: text(
          'The name `{0}` is already used by an application above: the launch silently replaces that one with this one.',
          name,
        ),
        ...placeOf(application, application.name),
        related: [{ span: placeOf(earlier, earlier.name).span, message: text('This one is replaced.') }],
      };
    }
  },
};
