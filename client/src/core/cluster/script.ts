/** The preview: a plan as a shell script that does the same. */
import type { Command } from '../machine/command';
import type { ClusterPlan, PlanStep } from './plan';
import { isSecret } from '../secrets/redact';
import { comment, isVariableName, quote } from '../format/shell';
import { recordVariable } from '../records/processRecord';
import { listed } from '../text/listed';
import { plain, text, type Text } from '../text/text';

/** A text in words of one language. */
export type Say = (words: Text) => string;

/**
 * The plan as a POSIX shell script: exactly the commands that run, in their order. Secrets, and variables that hold
 * one, are not in it; the script asks for them by variables of its environment.
 *
 * @param say gives the comments the language of who reads them
 */
export function renderScript(plan: ClusterPlan, say: Say = plain): string {
  const logFolders = new Set(plan.steps.map(({ logFile }) => logFile.slice(0, logFile.lastIndexOf('/'))));
  return [
    '#!/bin/sh',
    comment(say(text('What "Twinkle: Start Ray Cluster" runs for {0}, declared in', plan.name))),
    comment(plan.clusterFile),
    comment(say(text('A cluster that this script starts is not recorded: stop it yourself.'))),
    'set -eu',
    'umask 077',
    ...[...logFolders].map(folder => `mkdir -p ${quote(folder)}`),
    ...askForSecrets(
      plan.steps.map(({ command }) => command),
      say,
    ),
    ...plan.steps.map((step, index) => renderStep(step, index, say)),
    '',
    ...waiting(plan, say),
    '',
  ].join('\n');
}

function renderStep(step: PlanStep, index: number, say: Say): string {
  const { argv, env, unset = [], cwd, secrets = {} } = step.command;
  // What the script has asked for is in its environment already; on the argv of `env` anybody could read it.
  const removed = unset.filter(name => !(name in secrets)).map(name => `-u ${name}`);
  const set = Object.entries({ ...env, [recordVariable]: step.id })
    .filter(([name, value]) => !isSecret(name, value))
    .map(([name, value]) => (isVariableName(name) ? `${name}=${quote(value)}` : quote(`${name}=${value}`)));
  const [program, ...rest] = argv;
  return [
    '',
    comment(say(text('{0}. {1}, on {2}', index + 1, step.title, step.host))),
    ...(cwd === undefined ? [] : [`cd ${quote(cwd)}`]),
    [
      ['env', ...removed].join(' '),
      ...set,
      `setsid ${quote(program)}`,
      ...rest.map(quote),
      `</dev/null >>${quote(step.logFile)} 2>&1`,
    ].join(' \\\n  '),
  ].join('\n');
}

/** One question per secret, whatever the number of commands that need it. */
function askForSecrets(commands: readonly Command[], say: Say): string[] {
  const tokens = new Set(commands.flatMap(({ secrets = {} }) => Object.keys(secrets)));
  const secret = commands.flatMap(({ env }) => Object.entries(env).filter(entry => isSecret(...entry)));
  const named = new Set(secret.map(([name]) => name));
  return [
    ...[...tokens].flatMap(name => [
      '',
      comment(
        say(
          text(
            '{0} is a secret of the editor. Put it into a file with mode 0600, and give the path of that file in {1}.',
            name,
            `${name}_FILE`,
          ),
        ),
      ),
      `: "\${${name}_FILE:?path of a file that holds the token}"`,
      `${name}=$(cat "$${name}_FILE")`,
      `export ${name}`,
    ]),
    ...[...named].flatMap(name =>
      isVariableName(name)
        ? [
            '',
            comment(say(text('The value of {0} is in the cluster file.', name))),
            `export ${name}="\${${name}:?}"`,
          ]
        : [
            '',
            comment(
              say(
                text(
                  '{0} is a secret of the cluster file, and a shell cannot pass on this name: it is left out.',
                  name,
                ),
              ),
            ),
          ],
    ),
  ];
}

function waiting({ dashboardUrl, ready: { nodes, timeoutMs } }: ClusterPlan, say: Say): string[] {
  return [
    comment(
      say(
        text(
          'Then the editor waits, at most {0} s, until {1} reports these nodes as ALIVE: {2}',
          timeoutMs / 1000,
          dashboardUrl,
          listed(nodes),
        ),
      ),
    ),
  ];
}
