/**
 * Each launch shuts down a Ray Serve that runs on the cluster already, with all of its applications, Twinkle's or not.
 * It is true of every file, so the rule is opt-in.
 * Source: twinkle/server/launcher/server_launcher.py `_start_serve`, twinkle-kit 0.5.1, and the launchers since 0.1.
 */
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const launchReplacesServe: FileRule = {
  id: 'launch-replaces-serve',
  stage: 'deploy',
  severity: 'hint',
  optIn: true,
  // It speaks as soon as there is an application.
  reads: [],

  *checkFile({ config }) {
    const [first] = config.applications;
    if (first === undefined) return;
    yield {
      message: text(
        'Launching this file first shuts down everything that Ray Serve runs on the cluster, including applications of other projects. Use one Ray cluster for each server.',
      ),
      ...placeOf(first, first.name),
    };
  },
};
