/** The preview: a plan as a shell script that does the same. */
import type { Command } from '../machine/command';
import type { ClusterPlan, PlanStep } from './plan';
import { isSecret } from '../secrets/redact';
import { comment, isVariableName, quote } from '../format/shell';
import { recordVariable } from '../records/processRecord';
import { plain } from '../text/text';

/**
 * The plan as a POSIX shell script: exactly the commands that run, in their order. Secrets, and variables that hold
 * one, are not in it; the script asks for them by variables of its environment.
 */
export function renderScript(plan: ClusterPlan): string {
  const logFolders = new Set(plan.steps.map(({ logFile }) => logFile.slice(0, logFile.lastIndexOf('/'))));
  return [
    '#!/bin/sh',
    comment(`What "Twinkle: Start Ray Cluster" runs for ${plan.name}, declared in`),
    comment(plan.clusterFile),
    comment('A cluster that this script starts is not recorded: stop it yourself.'),
    'set -eu',
    'umask 077',
    ...[...logFolders].map(folder => `mkdir -p ${quote(folder)}`),
    ...askForSecrets(plan.steps.map(({ command }) => command)),
    ...plan.steps.map(renderStep),
    '',
    ...waiting(plan),
    '',
  ].join('\n');
}

function renderStep(step: PlanStep, index: number): string {
  const { argv, env, unset = [], cwd, secrets = {} } = step.command;
  // What the script has asked for is in its environment already; on the argv of `env` anybody could read it.
  const removed = unset.filter(name => !(name in secrets)).map(name => `-u ${name}`);
  const set = Object.entries({ ...env, [recordVariable]: step.id })
    .filter(([name, value]) => !isSecret(name, value))
    .map(([name, value]) => (isVariableName(name) ? `${name}=${quote(value)}` : quote(`${name}=${value}`)));
  const [program, ...rest] = argv;
  return [
    '',
    comment(`${index + 1}. ${plain(step.title)}, on ${step.host}`),
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
function askForSecrets(commands: readonly Command[]): string[] {
  const tokens = new Set(commands.flatMap(({ secrets = {} }) => Object.keys(secrets)));
  const secret = commands.flatMap(({ env }) => Object.entries(env).filter(entry => isSecret(...entry)));
  const named = new Set(secret.map(([name]) => name));
  return [
    ...[...tokens].flatMap(name => [
      '',
      comment(
        `${name} is a secret of the editor. Put it into a file with mode 0600, and give the path of that file.`,
      ),
      `: "\${${name}_FILE:?path of a file that holds the token}"`,
      `${name}=$(cat "$${name}_FILE")`,
      `export ${name}`,
    ]),
    ...[...named].flatMap(name =>
      isVariableName(name)
        ? ['', comment(`The value of ${name} is in the cluster file.`), `export ${name}="\${${name}:?}"`]
        : [
            '',
            comment(
              `${name} is a secret of the cluster file, and a shell cannot pass on this name: it is left out.`,
            ),
          ],
    ),
  ];
}

function waiting({ dashboardUrl, ready: { nodes, timeoutMs } }: ClusterPlan): string[] {
  return [
    comment(
      `Then the editor waits, at most ${timeoutMs / 1000} s, until ${dashboardUrl} reports these nodes as`,
    ),
    comment(`ALIVE: ${nodes.join(', ')}`),
  ];
}
