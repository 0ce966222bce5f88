/** A finding made of a value: where no rule speaks of it, and where it stands elsewhere than the application takes it. */
import type { ConfigAnalysis } from '../analysis/analysis';
import type { Application } from '../config/serverConfig';
import type { Finding, Fix, Related } from '../document/tree/finding';
import type { ScalarNode, Span } from '../document/tree/tree';
import { text } from '../text/text';
import type { Groups, KnownFailure, Suspect } from './knownFailure';
import type { knownFailures } from './knownFailures';
import { isOfEnvironment, isUnresolved } from './values';
import type { ValuePlace } from './valuePlace';

/** A value that may have raised the exception. */
export interface Place extends ValuePlace {
  readonly suspect: Suspect;
}

/**
 * What a rule has found of a value that the application takes from elsewhere: at its text, where another application has
 * it too, or at the name of the application.
 */
export function sharedOf(
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
export function valueOf(
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
