/**
 * The value of a configuration that made a launch fail, where that is certain. Findings of the rules are looked at
 * first, since they know place, words and fix; a rule may be off, so the value itself is looked at next.
 */
import type { ConfigAnalysis } from '../analysis/analysis';
import type { Application } from '../config/serverConfig';
import type { Finding } from '../document/tree/finding';
import type { Path } from '../document/tree/tree';
import type { LaunchCause } from '../protocol';
import type { Groups, KnownFailure, Suspect } from './knownFailure';
import { knownFailures } from './knownFailures';
import { sharedOf, valueOf } from './valueFinding';
import { valuePlace } from './valuePlace';
import { faultOf } from './unreadable';

/** Undefined for an exception that is not known, and where the file does not say what raises it. */
export function causeOf(analysis: ConfigAnalysis, cause: LaunchCause): Finding | undefined {
  const application = named(analysis.config.applications, cause.application);
  for (const failure of knownFailures) {
    const match = failure.says.exec(cause.message);
    if (match === null) continue;
    const { groups = {} } = match;
    const paths = (failure.suspects ?? []).flatMap(suspect => {
      const path = pathOf(suspect, application, groups);
      return path === undefined ? [] : [{ suspect, path }];
    });
    const places = paths.flatMap(({ suspect, path }) => {
      const place = valuePlace(analysis.document, path);
      return place === undefined ? [] : [{ ...place, suspect }];
    });
    const found =
      findingOf(
        analysis,
        failure,
        failure.suspects === undefined ? application?.path : undefined,
        paths.map(({ path }) => path),
      ) ??
      sharedOf(analysis, failure, application, places) ??
      valueOf(failure, application, places, groups);
    if (found !== undefined) return found;
  }
  return faultOf(analysis, cause);
}

/** Of two with one name the later one replaces the other: neither is certain. */
function named(applications: readonly Application[], name: string | undefined): Application | undefined {
  const [found, another] = applications.filter(each => name !== undefined && each.name?.value === name);
  return another === undefined ? found : undefined;
}

/** `applications[0].args` of OmegaConf is `applications.0.args`. */
function pathOf({ at }: Suspect, application: Application | undefined, groups: Groups): Path | undefined {
  const isOfFile = at.startsWith('/');
  if (!isOfFile && application === undefined) return undefined;
  const steps = (isOfFile ? at.slice(1) : at)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => groups[name] ?? '')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
  return isOfFile ? steps : [...(application?.path ?? []), ...steps];
}

/**
 * What a rule has found where the failure's values are. Without such values it must be the only finding of its kind in
 * the application.
 */
function findingOf(
  { findings }: ConfigAnalysis,
  { codes }: KnownFailure,
  application: Path | undefined,
  paths: readonly Path[],
): Finding | undefined {
  const known = findings.filter(({ code }) => codes.includes(code));
  for (const path of paths) {
    // What is missing may only follow from a misspelled key.
    const there = known.find(
      finding => begins(finding.path, path) || String(finding.settles) === String(path),
    );
    if (there !== undefined) return there;
  }
  const around = known.filter(finding => paths.some(path => begins(path, finding.path)));
  const inside = application === undefined ? around : known.filter(({ path }) => begins(path, application));
  return inside.length === 1 ? inside[0] : undefined;
}

function begins(path: Path, start: Path): boolean {
  return start.length > 0 && start.every((step, index) => path[index] === step);
}
