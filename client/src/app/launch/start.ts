/** From a request to the command that launches it: where it runs, whether anything speaks against it, and the start. */
import { folderOf } from '../../core/format/strings';
import type { LaunchOptions } from '../../core/launch/options/options';
import { endpointOf, type LaunchPlanInput } from '../../core/launch/plan';
import { warningsQuestion } from '../../core/launch/question';
import type { Checking, PreflightCheck } from '../../core/launch/view';
import type { LaunchRecord, RayFacts } from '../../core/records/processRecord';
import { text, UserError } from '../../core/text/text';
import { findHead } from './head';
import { declined, type StopPorts } from './stop';
import { alreadyThere, refused } from './messages';
import { askFindings, type FindingsPorts } from './findings';
import { preflight } from './preflight';

export type LaunchPorts = StopPorts & FindingsPorts;

export interface LaunchRequest {
  /** Path of the server_config.yaml on the head's host. */
  readonly configFile: string;
  /** From `twinkle/deployment`: names in the order of the file, and where the server listens. */
  readonly applications: readonly string[];
  readonly http: { readonly host: string; readonly port: number };
  /** Route prefix of the application of kind `server`. */
  readonly gatewayPrefix?: string;
  readonly python: string;
  /** Environment of the cluster file and of the head node. */
  readonly env: Readonly<Record<string, string>>;
  /** How; absent: as without any setting. */
  readonly options?: LaunchOptions;
  /** Environment variable → name of the secret that fills it, where the cluster requires a token. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What {@link askFindings} gave, where a person was asked about the errors before; they are asked once. */
  readonly findings?: PreflightCheck;
}

export interface Launched {
  readonly record: LaunchRecord;
  /** Copies of each worker's line in the launcher's log: the raylets on its machine. */
  readonly copies: number;
}

/**
 * Preflight, then the start of the launcher. Throws a UserError for the first check that failed, an AbortError where
 * the user declines a warning, or the signal's reason; then nothing was started.
 */
export async function checkAndStart(
  request: LaunchRequest,
  clusterFile: string,
  ports: LaunchPorts,
  signal: AbortSignal,
  onChecks: (checks: readonly PreflightCheck[], checking: Checking | undefined) => void,
): Promise<Launched> {
  if (request.applications.length === 0) {
    throw new UserError(
      text('{0} has no application to launch.', request.configFile),
      text('Add one under "applications".'),
      {
        kind: 'openConfigFile',
        file: request.configFile,
        at: ['applications'],
      },
    );
  }
  const found = await findHead(clusterFile, ports.keeper, signal);
  if (found === undefined) {
    throw new UserError(text('There is no Ray cluster to launch on.'), text('Start the cluster first.'), {
      kind: 'startAndLaunch',
      file: request.configFile,
    });
  }
  const { head, nodes } = found;
  const { ray } = head;
  const previous = await ports.launcher.find(clusterFile, signal);
  if (previous?.lives === true || previous?.owned === true) throw alreadyThere();
  const findings = request.findings ?? (await askFindings(request.configFile, ports, signal));
  const plan: LaunchPlanInput = {
    ...request,
    rayAddress: ray.address,
    auth: ray.auth,
    // There since the head was started, and with nothing but logs.
    workFolder: folderOf(head.logFile),
  };
  const twinkleVersion = await check(
    plan,
    request,
    { ray, clusterFile, findings, own: previous?.record.launch.applications ?? [] },
    ports,
    signal,
    onChecks,
  );
  if (previous !== undefined) await ports.launcher.forget(previous.record, signal);
  const launch = {
    configFile: request.configFile,
    dashboardUrl: ray.dashboardUrl,
    endpoint: endpointOf(request.http, request.gatewayPrefix),
    applications: request.applications,
  };
  const known = { ...plan, ...(twinkleVersion === undefined ? {} : { twinkleVersion }) };
  const record = await ports.launcher.start({ plan: known, head, launch }, signal);
  return { record, copies: nodes.filter(({ host }) => host === head.host).length };
}

/** What is known before the checks: the cluster, the findings, and what an earlier launch deployed. */
interface KnownBefore {
  readonly ray: RayFacts;
  readonly clusterFile: string;
  readonly findings: PreflightCheck;
  readonly own: readonly string[];
}

/** Gives the version of twinkle-kit, as far as it is known. */
async function check(
  plan: LaunchPlanInput,
  request: LaunchRequest,
  { ray, clusterFile, findings, own }: KnownBefore,
  { keeper, confirm, dashboard: open }: LaunchPorts,
  signal: AbortSignal,
  onChecks: (checks: readonly PreflightCheck[], checking: Checking | undefined) => void,
): Promise<string | undefined> {
  const dashboard = open(ray.dashboardUrl);
  try {
    const { checks, twinkleVersion } = await preflight(
      {
        plan,
        http: request.http,
        findings,
        ownApplications: own,
        ...(ray.sessionName === undefined ? {} : { sessionName: ray.sessionName }),
      },
      { keeper, dashboard },
      signal,
      onChecks,
    );
    const failed = checks.find(({ outcome }) => outcome === 'failed');
    if (failed !== undefined) throw refused(failed, { configFile: request.configFile, clusterFile });
    // About the findings a person was asked before.
    const warnings = checks.filter(({ id, outcome }) => outcome === 'warning' && id !== 'findings');
    if (warnings.length > 0 && !(await confirm(warningsQuestion(warnings), signal))) throw declined();
    signal.throwIfAborted();
    return twinkleVersion;
  } finally {
    dashboard.dispose();
  }
}
