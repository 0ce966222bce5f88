/**
 * What the application under way waits for, from Ray's state: a log says nothing of it. A replica writes no line while it
 * waits, and Ray leaves out lines that another replica has written before (ray 2.60, _private/ray_logging).
 */
import type { ActorState, Claims } from '../../ray/claims';
import { replicaActor } from '../../ray/replicaActor';
import type { Snapshot } from '../../ray/snapshot';
import type { ApplicationProgress } from '../view';

/** Phases in which an application can wait for room, by the log. */
const early: ReadonlySet<ApplicationProgress['phase']> = new Set([
  'waiting',
  'scheduling',
  'opening',
  'placing',
]);

/** The applications with what Ray's claims tell beyond the log. */
export function withClaims(
  applications: readonly ApplicationProgress[],
  { applications: serve, claims }: Pick<Snapshot, 'applications' | 'claims'>,
): readonly ApplicationProgress[] {
  // Groups do not name their application, so a second one that is deployed would make them ambiguous.
  const [deploying, ...others] = serve.filter(({ status }) => status === 'DEPLOYING');
  if (claims === undefined || deploying === undefined || others.length > 0) return applications;
  return applications.map(each =>
    each.name === deploying.name && mayWait(each) ? withClaimsOf(each, claims) : each,
  );
}

/** Of several replicas one may wait while the log reports another. */
function mayWait({ phase, replicas = 1 }: ApplicationProgress): boolean {
  return early.has(phase) || (phase === 'loading' && replicas > 1);
}

function withClaimsOf(progress: ApplicationProgress, claims: Claims): ApplicationProgress {
  const replicas = claims.actors.filter(actor => isReplicaOf(actor, progress.name));
  const jobs = jobsOf(replicas);
  const groups = claims.groups.filter(({ state, jobId = '' }) => state !== 'CREATED' && jobs.has(jobId));
  if (groups.length > 0) {
    const asks = groups.flatMap(({ bundles }) =>
      bundles.filter(({ nodeId }) => nodeId === undefined).map(({ resources }) => resources),
    );
    return { ...progress, phase: 'placing', waitsFor: { what: 'groups', asks } };
  }
  // As soon as a node has room, a process is started there.
  const pending = replicas.filter(({ state, pid }) => state === 'PENDING_CREATION' && pid === undefined);
  if (pending.length > 0) {
    const asks = pending.map(({ resources }) => resources);
    return { ...progress, phase: 'scheduling', waitsFor: { what: 'replica', asks } };
  }
  const runs = replicas.some(({ state }) => state === 'ALIVE');
  return runs && (progress.phase === 'waiting' || progress.phase === 'scheduling')
    ? { ...progress, phase: 'placing' }
    : progress;
}

function isReplicaOf({ className }: ActorState, application: string): boolean {
  return replicaActor(className)?.application === application;
}

/** The jobs of a launch's replicas, which make its placement groups. */
function jobsOf(replicas: readonly ActorState[]): ReadonlySet<string> {
  return new Set(replicas.flatMap(({ jobId }) => jobId ?? []));
}

/** The job or jobs that all claims of these applications belong to. */
export function jobsOfLaunch(
  { actors }: Claims,
  applications: readonly Pick<ApplicationProgress, 'name'>[],
): ReadonlySet<string> {
  return jobsOf(actors.filter(actor => applications.some(({ name }) => isReplicaOf(actor, name))));
}
