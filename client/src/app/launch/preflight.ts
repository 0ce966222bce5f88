/** Everything that is checked before a launch, in the order in which it is shown. Nothing here changes anything. */
import type { Dashboard } from '../../core/ray/dashboard';
import { asString, at, present } from '../../core/format/json';
import { aliveNodes, decodeNodes } from '../../core/ray/decodeNodes';
import { decodeServe } from '../../core/ray/decodeServe';
import type { Keeper } from '../../core/machine/keeper';
import { folderOf } from '../../core/format/strings';
import { defaultOptions, scriptOf } from '../../core/launch/options/options';
import { modulesIn } from '../../core/launch/options/shadows';
import { programsOf, wayChecks, type WayFacts } from '../../core/launch/options/wayChecks';
import { checkConfigCommand, pythonCommand, type LaunchPlanInput } from '../../core/launch/plan';
import type { Checking, PreflightCheck } from '../../core/launch/view';
import {
  clusterCheck,
  configCheck,
  interpreterChecks,
  otherApplicationsCheck,
  portCheck,
  versionCheck,
  type ClusterVersions,
  type InterpreterFacts,
} from '../../core/launch/preflightChecks';
import { reasonOf } from '../../core/machine/cannotStart';
import { redactArgv } from '../../core/secrets/redact';
import type { ApplicationState } from '../../core/ray/snapshot';
import { problemOf, text, UserError, type Problem, type Text } from '../../core/text/text';
import { probe, type ProbeFailure } from '../interpreters/probe';

export interface PreflightInput {
  readonly plan: LaunchPlanInput;
  readonly http: { readonly host: string; readonly port: number };
  /** Ray's session of the cluster that is meant, as its record has it. */
  readonly sessionName?: string;
  /** What the editor finds in the file: known already, and asked about before the slow checks. */
  readonly findings: PreflightCheck;
  /** Applications that an earlier launch of this cluster file deployed: no surprise if they are still there. */
  readonly ownApplications: readonly string[];
}

export interface PreflightPorts {
  readonly keeper: Keeper;
  readonly dashboard: Dashboard;
}

export interface PreflightResult {
  readonly checks: readonly PreflightCheck[];
  /** twinkle-kit of the interpreter, which decides the form of the command line. */
  readonly twinkleVersion?: string;
}

/** What the dashboard reports; each part may be missing. */
interface ClusterFacts {
  readonly alive: number | Problem;
  readonly versions?: ClusterVersions;
  readonly applications?: readonly ApplicationState[];
  readonly sessionName?: string;
  /** HTTP port that this cluster's Serve listens on. */
  readonly servePort?: number;
}

/** How many checks there are. */
const total = 12;

/**
 * Runs all checks. `onCheck` gets what is found as soon as it is known, and what is looked at now. Throws on abort only.
 */
export async function preflight(
  { plan, http, findings, ownApplications, sessionName }: PreflightInput,
  ports: PreflightPorts,
  signal: AbortSignal,
  onCheck: (checks: readonly PreflightCheck[], checking: Checking | undefined) => void,
): Promise<PreflightResult> {
  const checks: PreflightCheck[] = [];
  const begin = (what: Text) => {
    onCheck([...checks], { what, done: checks.length, total });
  };
  const report = (...more: readonly PreflightCheck[]) => {
    checks.push(...more);
  };
  report(findings);
  begin(text('Checking the interpreter and the cluster'));
  const [interpreter, cluster] = await Promise.all([
    probeInterpreter(plan, ports.keeper, signal),
    clusterFacts(ports.dashboard, signal),
  ]);
  const twinkleVersion = 'failure' in interpreter ? undefined : interpreter.twinkle;
  report(...interpreterChecks(plan.python, interpreter), ...wayChecks(plan, interpreter));
  const same = [undefined, cluster.sessionName].includes(sessionName) || cluster.sessionName === undefined;
  report(clusterCheck(cluster.alive, same), versionCheck(interpreter, cluster.versions));
  const runnable = !('failure' in interpreter) && interpreter.modules.includes('twinkle');
  const known = { ...plan, ...(twinkleVersion === undefined ? {} : { twinkleVersion }) };
  begin(text('Running "{0}"', 'twinkle-server check-config'));
  report(configCheck(runnable ? await checkConfig(known, ports.keeper, signal) : undefined));
  begin(text('Checking HTTP port {0}', http.port));
  report(await httpPortCheck(http, cluster.servePort, ports.keeper, signal));
  report(otherApplicationsCheck(cluster.applications, ownApplications));
  onCheck([...checks], undefined);
  return { checks, ...(twinkleVersion === undefined ? {} : { twinkleVersion }) };
}

/**
 * tinker is really imported, since the launcher dies without it and no package requires it (twinkle-kit 0.5.1,
 * pyproject.toml).
 */
async function probeInterpreter(
  plan: LaunchPlanInput,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<(InterpreterFacts & WayFacts) | ProbeFailure> {
  const script = scriptOf(plan.options ?? defaultOptions);
  const folder = script === undefined ? undefined : folderOf(script);
  const [names = []] = folder === undefined ? [] : await keeper.list([folder], signal);
  const own = folder === undefined ? [] : modulesIn(folder, names);
  const answer = await probe(
    keeper,
    pythonCommand(plan),
    {
      packages: ['ray', 'twinkle-kit', 'tinker'],
      modules: ['ray', 'twinkle', 'tinker'],
      imports: ['tinker'],
      files: [...own.map(({ file }) => file), ...programsOf(plan)],
      ...(folder === undefined ? {} : { elsewhere: { folder, modules: own.map(({ name }) => name) } }),
    },
    { signal },
  );
  if ('failure' in answer) return answer;
  const { python, modules, versions, importErrors, files, elsewhere } = answer;
  return {
    python,
    modules,
    files,
    shadows: own.filter(({ name, file }) => files.includes(file) && elsewhere.includes(name)),
    ...present({
      ray: versions['ray'],
      twinkle: versions['twinkle-kit'],
      tinker: versions['tinker'],
      tinkerError: importErrors['tinker'],
    }),
  };
}

async function checkConfig(plan: LaunchPlanInput, keeper: Keeper, signal: AbortSignal) {
  const command = checkConfigCommand(plan);
  if (command === undefined) return undefined;
  try {
    return await keeper.run(command, { signal, timeoutMs: 120_000, maxOutputBytes: 200_000 });
  } catch (error) {
    signal.throwIfAborted();
    return { failure: reasonOf(error) };
  }
}

async function clusterFacts(dashboard: Dashboard, signal: AbortSignal): Promise<ClusterFacts> {
  const attempt = async (answer: Promise<unknown>): Promise<unknown> => {
    try {
      return await answer;
    } catch (error) {
      signal.throwIfAborted();
      return error;
    }
  };
  const [nodes, version, metadata, serve] = await Promise.all([
    attempt(dashboard.nodeResources(signal)),
    attempt(dashboard.version(signal)),
    attempt(dashboard.get('/api/v0/cluster_metadata', signal)),
    attempt(dashboard.applications(signal)),
  ]);
  const ray = asString(at(metadata, 'data', 'rayVersion'));
  const python = asString(at(metadata, 'data', 'pythonVersion'));
  const applications = decodeServe(serve)?.rows;
  const sessionName = asString(at(version, 'session_name'));
  const port = at(serve, 'http_options', 'port');
  return {
    alive: aliveCount(nodes),
    versions: present({ ray, python }),
    ...present({ applications, sessionName }),
    ...(typeof port === 'number' ? { servePort: port } : {}),
  };
}

function aliveCount(answer: unknown): ClusterFacts['alive'] {
  if (answer instanceof UserError) return problemOf(answer);
  const decoded = decodeNodes(undefined, answer);
  if (decoded === undefined) return { what: text("Ray's answer has an unknown format.") };
  return aliveNodes(decoded.nodes).length;
}

async function httpPortCheck(
  { host: address, port }: { readonly host: string; readonly port: number },
  servePort: number | undefined,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<PreflightCheck> {
  const [state] = await keeper.ports([port], signal);
  const holder = state?.holder;
  return portCheck({
    host: address,
    port,
    free: state?.free === true,
    ownServe: servePort === port,
    ...(holder === undefined ? {} : { holder: redactArgv(holder.argv).join(' ').trim().slice(0, 200) }),
  });
}
