/** The checks of the way in which a server is launched. */
import { counted } from '../../text/counted';
import { listed } from '../../text/listed';
import { text, type Text } from '../../text/text';
import { launchCommand, programOf, type LaunchPlanInput } from '../plan';
import type { PreflightCheck } from '../view';
import { jobArgv } from '../job/plan';
import { defaultOptions, hasSubcommands, isJob, isScript, scriptOf } from './options';
import type { OwnModule } from './shadows';

/** What is known of the interpreter and the files, beside what every launch needs. */
export interface WayFacts {
  readonly twinkle?: string;
  /** Of {@link programsOf}, those that are there. */
  readonly files: readonly string[];
  /** Files beside the script that have the name of a module which is also elsewhere. */
  readonly shadows: readonly OwnModule[];
}

/** The files that must be there for the way that was chosen. */
export function programsOf({ options = defaultOptions, python }: LaunchPlanInput): readonly string[] {
  const script = scriptOf(options);
  if (script !== undefined) return [script];
  return options.way === 'twinkle-server' ? [programOf(python)] : [];
}

export function wayChecks(
  plan: LaunchPlanInput,
  facts: WayFacts | { readonly failure: Text },
): readonly PreflightCheck[] {
  if ('failure' in facts)
    return [
      { id: 'way', title: text('Launch command'), outcome: 'skipped' },
      { id: 'shadowed-packages', title: shadowTitle, outcome: 'skipped' },
    ];
  return [wayCheck(plan, facts), shadowCheck(plan, facts)];
}

function wayCheck(plan: LaunchPlanInput, { twinkle, files }: WayFacts): PreflightCheck {
  const title = text('Launch command');
  const { way, script } = plan.options ?? defaultOptions;
  const failed = (detail: Text, remedy: Text): PreflightCheck => ({
    id: 'way',
    title,
    outcome: 'failed',
    detail,
    remedy,
  });
  if (isScript(way) && script === undefined)
    return failed(text('No script is chosen.'), text('Choose one, or set "twinkle.launch.script".'));
  if (way === 'twinkle-server' && !hasSubcommands(twinkle))
    return failed(
      text('twinkle-kit {0} has no program "twinkle-server".', twinkle ?? '?'),
      text('Choose another way to launch.'),
    );
  const missing = programsOf(plan).find(file => !files.includes(file));
  if (missing !== undefined)
    return failed(text('There is no file {0}.', missing), text('Choose another way to launch.'));
  const known = { ...plan, ...(twinkle === undefined ? {} : { twinkleVersion: twinkle }) };
  const { argv, env } = launchCommand(known);
  const trust = env['TWINKLE_TRUST_REMOTE_CODE'] ?? '?';
  const detail = isJob(way)
    ? text('Ray Job: {0}, with TWINKLE_TRUST_REMOTE_CODE={1}', jobArgv(known).join(' '), trust)
    : text('{0}, with TWINKLE_TRUST_REMOTE_CODE={1}', argv.join(' '), trust);
  return { id: 'way', title, outcome: 'ok', detail };
}

const shadowTitle = text('No file in place of a package');

/**
 * Ray gives the folder of the script, and the folder that it runs in, to every worker as the first places to import from
 * (ray 2.60, _private/worker.py connect). The other ways run in a folder without Python files.
 */
function shadowCheck(plan: LaunchPlanInput, { shadows }: WayFacts): PreflightCheck {
  const check = { id: 'shadowed-packages', title: shadowTitle } as const;
  if (shadows.length === 0) return { ...check, outcome: 'ok' };
  const names = listed(shadows.map(({ name }) => name));
  return {
    ...check,
    outcome: 'warning',
    detail: counted(
      shadows.length,
      text('Every worker would import {0} in place of the module {1}.', shadows[0]?.file ?? '', names),
      text(
        'Every worker would import these files in place of the modules {0}: {1}',
        names,
        listed(shadows.map(({ file }) => file)),
      ),
    ),
    remedy: text('Rename the file, or move the script into a folder of its own.'),
  };
}
