/**
 * What is found out before a launch → the lines that report it. Pure: app/launch/preflight.ts asks, this judges. `failed` only
 * where the launch is certain to fail, or where its outcome would be unknown; `warning` needs a yes.
 */
import type { Findings, PreflightCheck } from './view';
import { lastLine } from '../format/strings';
import { rootCause } from './log/rootCause';
import type { ApplicationState } from '../ray/snapshot';
import { counted } from '../text/counted';
import { listed } from '../text/listed';
import { text, type Problem, type Text } from '../text/text';

/** What the interpreter has of what a launch needs. */
export interface InterpreterFacts {
  readonly python: string;
  readonly ray?: string;
  readonly twinkle?: string;
  readonly tinker?: string;
  readonly modules: readonly string[];
  readonly tinkerError?: string;
}

/** Versions that the cluster runs with (`/api/v0/cluster_metadata`). */
export interface ClusterVersions {
  readonly ray?: string;
  readonly python?: string;
}

export function interpreterChecks(
  path: string,
  facts: InterpreterFacts | { readonly failure: Text },
): readonly PreflightCheck[] {
  const title = text('Interpreter {0}', path);
  if ('failure' in facts) {
    return [
      {
        id: 'interpreter',
        title,
        outcome: 'failed',
        detail: text('It cannot be run: {0}', facts.failure),
        // The launcher runs with the interpreter of the head, whatever is chosen meanwhile.
        remedy: text(
          'The cluster was started with it. Stop the cluster, and start it with another interpreter.',
        ),
      },
      { id: 'ray', title: text('Ray'), outcome: 'skipped' },
      { id: 'twinkle', title: text('twinkle-kit'), outcome: 'skipped' },
      { id: 'tinker', title: text('tinker'), outcome: 'skipped' },
    ];
  }
  return [
    { id: 'interpreter', title, outcome: 'ok', detail: text('Python {0}', facts.python) },
    packageCheck('ray', text('Ray'), facts.ray, facts.modules.includes('ray'), `'ray[default,serve]'`, path),
    packageCheck(
      'twinkle',
      text('twinkle-kit'),
      facts.twinkle,
      facts.modules.includes('twinkle'),
      `'twinkle-kit[server]'`,
      path,
    ),
    tinkerCheck(facts, path),
  ];
}

function packageCheck(
  id: 'ray' | 'twinkle',
  title: Text,
  version: string | undefined,
  found: boolean,
  requirement: string,
  python: string,
): PreflightCheck {
  if (version !== undefined) return { id, title, outcome: 'ok', detail: text('{0}', version) };
  if (found) return { id, title, outcome: 'ok', detail: text('version unknown') };
  return {
    id,
    title,
    outcome: 'failed',
    detail: text('It is not installed for this interpreter.'),
    remedy: text('Run: {0}', `${python} -m pip install ${requirement}`),
  };
}

function tinkerCheck({ tinker, tinkerError }: InterpreterFacts, python: string): PreflightCheck {
  const title = text('tinker');
  if (tinkerError === undefined) {
    return { id: 'tinker', title, outcome: 'ok', detail: text('{0}', tinker ?? '') };
  }
  // The launcher imports it (twinkle-kit 0.5.1, server/gateway), though neither the package nor [server] requires it.
  return {
    id: 'tinker',
    title,
    outcome: 'failed',
    detail: text('The server requires it, and it cannot be imported: {0}', tinkerError),
    remedy: text('Run: {0}', `${python} -m pip install tinker`),
  };
}

/** Ray refuses to join a cluster of another Ray or Python, to the patch level (ray 2.60, _private/utils.py). */
export function versionCheck(
  facts: InterpreterFacts | { readonly failure: Text },
  cluster: ClusterVersions | undefined,
): PreflightCheck {
  const title = text('Same versions as the cluster');
  if ('failure' in facts || cluster === undefined) return { id: 'version-match', title, outcome: 'skipped' };
  const differs = (own: string | undefined, other: string | undefined) =>
    own !== undefined && other !== undefined && own !== other;
  if (!differs(facts.ray, cluster.ray) && !differs(facts.python, cluster.python)) {
    return { id: 'version-match', title, outcome: 'ok' };
  }
  // With RAY_DEFAULT_PYTHON_VERSION_MATCH_LEVEL=minor in its environment, Ray lets another patch level pass.
  const patchOnly = !differs(facts.ray, cluster.ray) && minor(facts.python) === minor(cluster.python ?? '');
  return {
    id: 'version-match',
    title,
    outcome: patchOnly ? 'warning' : 'failed',
    detail: text(
      'The cluster runs Ray {0} on Python {1}, the interpreter has Ray {2} on Python {3}.',
      cluster.ray ?? '?',
      cluster.python ?? '?',
      facts.ray ?? '?',
      facts.python,
    ),
    remedy: text('Launch with the interpreter that the cluster was started with, or restart the cluster.'),
  };
}

function minor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/**
 * @param alive nodes that Ray counts as ALIVE, or why it cannot be asked.
 * @param same false if Ray's session is another one than that of the cluster's record.
 */
export function clusterCheck(alive: number | Problem, same = true): PreflightCheck {
  const title = text('Ray cluster');
  if (typeof alive !== 'number') {
    return {
      id: 'cluster',
      title,
      outcome: 'failed',
      detail: alive.what,
      remedy: alive.remedy ?? text('Stop the cluster and start it again.'),
      ...(alive.actions === undefined ? {} : { actions: alive.actions }),
    };
  }
  if (!same) {
    return {
      id: 'cluster',
      title,
      outcome: 'failed',
      detail: text('Another cluster answers at its address.'),
      remedy: text('Stop the cluster and start it again.'),
    };
  }
  if (alive === 0) {
    return {
      id: 'cluster',
      title,
      outcome: 'failed',
      detail: text('It has no node that is alive.'),
      remedy: text('Stop the cluster and start it again.'),
    };
  }
  return {
    id: 'cluster',
    title,
    outcome: 'ok',
    detail: counted(alive, text('1 node is alive'), text('{0} nodes are alive', alive)),
  };
}

/** @param exit of `check-config`; undefined where this version has no such command. */
export function configCheck(
  exit:
    | { readonly code: number | null; readonly stdout: string; readonly stderr: string }
    | { readonly failure: Text }
    | undefined,
): PreflightCheck {
  const title = text('twinkle-server check-config');
  if (exit === undefined) return { id: 'check-config', title, outcome: 'skipped' };
  if (!('failure' in exit) && exit.code === 0) return { id: 'check-config', title, outcome: 'ok' };
  const cause =
    'failure' in exit
      ? exit.failure
      : text(
          '{0}',
          rootCause(`${exit.stdout}\n${exit.stderr}`.split('\n'))?.message ?? lastLine(exit.stderr),
        );
  return {
    id: 'check-config',
    title,
    outcome: 'failed',
    detail: cause,
    remedy: text('Fix the file; its problems are listed in the editor.'),
  };
}

/** @param found undefined where the language server does not report them. */
export function findingsCheck(found: Findings | undefined): PreflightCheck {
  const title = text('Findings in the editor');
  if (found === undefined) return { id: 'findings', title, outcome: 'skipped' };
  const errors = found.errors.length;
  const detail = text(
    '{0} and {1}',
    counted(errors, text('1 error'), text('{0} errors', errors)),
    counted(found.warnings, text('1 warning'), text('{0} warnings', found.warnings)),
  );
  if (errors === 0) return { id: 'findings', title, outcome: 'ok', detail };
  return {
    id: 'findings',
    title,
    outcome: 'warning',
    detail,
    remedy: text('See the problems of the file: the server would fail or give wrong results.'),
  };
}

export interface PortFacts {
  readonly host: string;
  readonly port: number;
  /** True if a listener can be opened on the port of all interfaces. */
  readonly free: boolean;
  /** Ray Serve of this cluster listens there: the launch ends it first. */
  readonly ownServe: boolean;
  /** Command line of the process that holds it, where it can be seen. */
  readonly holder?: string;
}

export function portCheck({ host, port, free, ownServe, holder }: PortFacts): PreflightCheck {
  const title = text('HTTP port {0}', port);
  if (free || ownServe) return { id: 'http-port', title, outcome: 'ok' };
  const detail = holder === undefined ? text('Another process uses it.') : text('It is used by: {0}', holder);
  // On one address only, the port may be free there though another address of this machine has it.
  const certain = host === '0.0.0.0' || host === '::';
  return {
    id: 'http-port',
    title,
    outcome: certain ? 'failed' : 'warning',
    detail,
    remedy: text('End that process, or set another http_options.port.'),
  };
}

/**
 * A launch begins with `serve.shutdown()`, which removes every application of the cluster, Twinkle's or not
 * (twinkle-kit 0.5.1, server/launcher/server_launcher.py, _start_serve).
 * @param own names that a launch of this cluster file deployed before.
 */
export function otherApplicationsCheck(
  applications: readonly ApplicationState[] | undefined,
  own: readonly string[],
): PreflightCheck {
  const title = text('No other applications on the cluster');
  if (applications === undefined) return { id: 'other-applications', title, outcome: 'skipped' };
  const others = applications.map(({ name }) => name).filter(name => !own.includes(name));
  if (others.length === 0) return { id: 'other-applications', title, outcome: 'ok' };
  return {
    id: 'other-applications',
    title,
    outcome: 'warning',
    detail: text('Launching removes these applications of Ray Serve: {0}', listed(others)),
    remedy: text('If you need them, launch the server on a separate cluster.'),
  };
}
