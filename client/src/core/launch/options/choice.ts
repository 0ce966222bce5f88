/** What a person chose for one launch, kept as the start of the next choice. */
import { asBoolean, asObject, asString, present } from '../../format/json';
import { launchWays, logLevels, type LaunchOptions } from './options';

/**
 * What is kept: all but the environment, which is the setting's at every launch, and whether code of models may run,
 * which must be meant each time.
 */
export function keptChoice(options: LaunchOptions): Omit<LaunchOptions, 'environment' | 'trustRemoteCode'> {
  const { way, script, namespace, logLevel, queueMetrics } = options;
  return { way, queueMetrics, ...present({ script, namespace, logLevel }) };
}

/** The choice that was kept, which may be of an older version; what it lacks is as the settings say. */
export function choiceFrom(kept: unknown, settings: LaunchOptions): LaunchOptions {
  const choice = asObject(kept);
  if (choice === undefined) return settings;
  return {
    environment: settings.environment,
    trustRemoteCode: settings.trustRemoteCode,
    way: launchWays.find(each => each === choice['way']) ?? settings.way,
    queueMetrics: asBoolean(choice['queueMetrics']) ?? settings.queueMetrics,
    ...present({
      script: asString(choice['script']) ?? settings.script,
      namespace: asString(choice['namespace']),
      logLevel: logLevels.find(each => each === choice['logLevel']),
    }),
  };
}
