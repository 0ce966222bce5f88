/** What a name in an interpolation that leads nowhere may have been meant to be. */
import { text, type Text } from '../../text/text';
import type { Fix } from '../tree/finding';
import { clearlyNearest } from '../../strings/nearest';
import { knownResolvers } from './resolvers';

export interface Renaming {
  /** Where `key` stands in the interpolation, from its `$`. */
  readonly at: number;
  readonly key: string;
  readonly name: string;
  readonly message: Text;
}

/** A key that can stand in a path as it is. */
const plain = /^[\w-]+$/;

/** Before OmegaConf 2.1 the resolver of the environment was called `env`. */
export function resolverRenaming(written: string, key: string): Renaming | undefined {
  const name = knownResolvers.has(`oc.${key}`) ? `oc.${key}` : clearlyNearest(key, knownResolvers);
  const at = written.indexOf(key);
  if (name === undefined || at === -1) return undefined;
  const message = text("Unknown resolver `{0}`: the server refuses the file. Did you mean '{1}'?", key, name);
  return { at, key, name, message };
}

/**
 * @param keys those of the mapping that lacks `key`
 * @returns undefined where none is clearly nearest, or where the key stands more than once in what is written
 */
export function keyRenaming(written: string, key: string, keys: readonly string[]): Renaming | undefined {
  const name = clearlyNearest(
    key,
    keys.filter(each => plain.test(each)),
  );
  const at = written.indexOf(key);
  if (name === undefined || at === -1 || written.includes(key, at + 1)) return undefined;
  const message = text(
    "`{0}` refers to a key that does not exist, and the server refuses the file: did you mean '{1}'?",
    written,
    name,
  );
  return { at, key, name, message };
}

/** @param start of the interpolation in the source */
export function renamingFix(start: number, { at, key, name }: Renaming): Fix {
  const span = { start: start + at, end: start + at + key.length };
  return { title: text("Change to '{0}'", name), edits: [{ span, newText: name }], preferred: true };
}
