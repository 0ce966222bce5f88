/**
 * What the resolvers of OmegaConf make of their arguments, where it is certain.
 * Source: omegaconf/resolvers/oc/__init__.py (OmegaConf 2.4.0).
 */
import { text, type Text } from '../../text/text';
import { elementIn } from './interpolationArguments';
import type { ScalarValue, TreeNode } from '../tree/tree';

/** The variables of the launcher: a value, null for one that is not set, undefined for one that is unknown. */
export type Environment = (name: string) => string | null | undefined;

export const unknownEnvironment: Environment = () => undefined;

/** What an argument is: a value, undefined where it is not known. */
export type Resolved =
  { readonly value: ScalarValue; readonly isFloat: boolean } | { readonly node: TreeNode } | undefined;

/** A value, a refusal, or undefined where nobody can say. */
export type Outcome = Resolved | { readonly refused: Text };

/** How many arguments each takes, where that is all that is known of it. */
const counts: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['oc.env', [1, 2]],
  ['oc.decode', [1, 1]],
  ['oc.select', [1, 2]],
  ['oc.create', [1, 1]],
  ['oc.dict.keys', [1, 1]],
  ['oc.dict.values', [1, 1]],
  ['oc.deprecated', [1, 2]],
  ['oc.coerce', [2, 2]],
]);

/** The resolvers that OmegaConf 2.4 brings along. */
export const knownResolvers: ReadonlySet<string> = new Set(counts.keys());

/** A refusal of a number of arguments that a resolver does not take. */
export function wrongCount(name: string, count: number): Text | undefined {
  const [least, most] = counts.get(name) ?? [0, Infinity];
  return count < least || count > most
    ? text('`{0}` does not accept {1} {1|argument|arguments}: the server refuses the file.', name, count)
    : undefined;
}

export function resolvedBy(name: string, args: readonly Resolved[], environment: Environment): Outcome {
  const values = args.map(valueOf);
  if (name === 'oc.env') return ofEnvironment(values, environment);
  return name === 'oc.decode' ? decoded(values[0]) : undefined;
}

/** The value of an argument that is a field; how a number is written is not looked at here. */
function valueOf(resolved: Resolved): Resolved {
  if (resolved === undefined || 'value' in resolved || resolved.node.kind !== 'scalar') return resolved;
  const { value, interpolated } = resolved.node;
  return interpolated || typeof value === 'number' ? resolved : { value, isFloat: false };
}

function ofEnvironment([name, ...otherwise]: readonly Resolved[], environment: Environment): Outcome {
  if (name === undefined || 'node' in name) return undefined;
  if (typeof name.value !== 'string')
    return { refused: text('The name of a variable must be text: the server refuses the file.') };
  const set = environment(name.value);
  if (typeof set === 'string') return { value: set, isFloat: false };
  if (set === undefined) return undefined;
  if (otherwise.length === 0)
    return { refused: text('The variable `{0}` is not set: the server refuses the file.', name.value) };
  const [given] = otherwise;
  if (given === undefined || 'node' in given || given.isFloat) return undefined;
  return { value: given.value === null ? null : pythonText(given.value), isFloat: false };
}

/** Python's `str` of a value, where it is certain. */
export function pythonText(value: ScalarValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? 'None' : String(value);
}

function decoded(argument: Resolved): Outcome {
  if (argument === undefined || 'node' in argument) return undefined;
  const { value } = argument;
  if (value === null) return { value: null, isFloat: false };
  if (typeof value !== 'string')
    return {
      refused: text('`oc.decode` reads text, so the value needs quotes: the server refuses the file.'),
    };
  const element = elementIn(value);
  if (element === 'broken')
    return {
      refused: text('`oc.decode` cannot read {0}: the server refuses the file.', JSON.stringify(value)),
    };
  return element.kind === 'value' ? element : undefined;
}
