/** Errors of the `yaml` package that the loader does not share. */
import type { YAMLError } from 'yaml';

/**
 * What the package refuses and the loader reads: lines of a flow collection left of its owner, and a comment without a
 * blank before it. Source: yaml/scanner.py (PyYAML 6.0.3), which looks at no indentation inside of flow collections.
 */
const onlyThePackage = [
  /sufficiently indented|more indented than (?:its )?parent/i,
  /^Comments must be separated/,
];

/** True for an error of the package alone: the loader reads the text all the same. */
export function isOfThePackage({ message }: YAMLError): boolean {
  return onlyThePackage.some(pattern => pattern.test(message));
}
