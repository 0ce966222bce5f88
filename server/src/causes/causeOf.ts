/**
 * The value of a configuration that made a launch fail, where that is certain. Findings of the rules are looked at
 * first, since they know place, words and fix; a rule may be off, so the value itself is looked at next.
 */
import type { ConfigAnalysis } from '../analysis/analysis';
import type { Application } from '../config/serverConfig';
import type { Finding, Fix, Related } from '../document/tree/finding';
import type { Path, ScalarNode, Span } from '../document/tree/tree';
import type { LaunchCause } from '../protocol';
import { text } from '../text/text';
import type { Groups, KnownFailure, Suspect } from './knownFailure';
import { knownFailures } from './knownFailures';
import { isOfEnvironment, isUnresolved } from './values';
import { valuePlace, type ValuePlace } from './valuePlace';
import { faultOf } from './unreadable';

/** A value that may have raised the exception. */
interface Place extends ValuePlace {
  readonly suspect: Suspect;
}

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

/**
 * What a rule has found of a value that the application takes from elsewhere: at its text, where another application has
 * it too, or at the name of the application.
 */
function sharedOf(
  { findings }: ConfigAnalysis,
  { codes }: KnownFailure,
  application: Application | undefined,
  places: readonly Place[],
): Finding | undefined {
  const known = findings.filter(({ code }) => codes.includes(code));
  for (const place of places) {
    if (place.use === undefined) continue;
    const { path, whole, span } = place;
    const there = known.find(finding => whole.start <= finding.span.start && finding.span.end <= whole.end);
    if (there !== undefined) return { ...there, ...relatedTo(place, application, there.related) };
    const named = known.filter(finding => String(finding.path) === String(application?.name?.path));
    if (named.length === 1 && named[0] !== undefined)
      return { ...named[0], span, path, ...relatedTo(place, application, named[0].related) };
  }
  return undefined;
}

/** The value itself, where no rule speaks of it. */
function valueOf(
  { codes, stage, words, wantsNumber }: (typeof knownFailures)[number],
  application: Application | undefined,
  places: readonly Place[],
  groups: Groups,
): Finding | undefined {
  const place =
    places.find(({ suspect, node }) => suspect.raises?.(node, groups) !== false) ??
    onlyUnresolved(places, groups);
  if (place === undefined) return undefined;
  const { span, path, node } = place;
  const made = {
    code: codes[0],
    stage,
    severity: 'error',
    span,
    path,
    ...relatedTo(place, application),
  } as const;
  if (wantsNumber === true && isOfEnvironment(node))
    return {
      ...made,
      message: text('What comes from the environment is text. `{0}` makes a number of it.', '${oc.decode:…}'),
      fixes: () => decoding(node),
    };
  return { ...made, message: words ?? text('Ray or Twinkle refuses this value.') };
}

/** `${oc.env:N}` becomes `${oc.decode:${oc.env:N}}`, in the quotes that it is in. */
function decoding({ span, value }: ScalarNode): readonly Fix[] {
  const written = String(value);
  const quote = span.end - span.start === written.length ? 0 : 1;
  const [start, end] = [span.start + quote, span.end - quote];
  // Escapes make its text longer than its value.
  if (end - start !== written.length) return [];
  return [
    {
      title: text('Make a number of it with `{0}`', 'oc.decode'),
      edits: [
        { span: { start, end: start }, newText: '${oc.decode:' },
        { span: { start: end, end }, newText: '}' },
      ],
      preferred: true,
    },
  ];
}

/** Where the exception quotes the value, and the file has it from the environment: the only one that it can be. */
function onlyUnresolved(places: readonly Place[], { value }: Groups): Place | undefined {
  const [only, another] = places;
  return value !== undefined && another === undefined && only !== undefined && isUnresolved(only.node)
    ? only
    : undefined;
}

/** Where an application takes a value that stands elsewhere, and where an interpolation takes it from. */
function relatedTo(
  { use, source }: ValuePlace,
  application: Application | undefined,
  others: readonly Related[] = [],
): { readonly related?: readonly Related[] } {
  const at = (span: Span | undefined, message: Related['message']) =>
    span === undefined ? [] : [{ span, message }];
  const related = [
    ...others,
    ...at(use, text('The application `{0}` takes the value here.', application?.name?.value ?? '')),
    ...at(source, text('The value is written here.')),
  ];
  return related.length === 0 ? {} : { related };
}
