/** What an editor with nothing but JSON Schema and a package for YAML makes of a text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

export const compileSchema = (root: string, file: string): ValidateFunction =>
  new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    keywords: ['x-twinkle', 'patternErrorMessage'],
  }).compile(JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8')) as object);

/** As such an editor reads YAML; undefined for what they take for no YAML. */
export function loadPlainly(text: string): unknown {
  try {
    return parse(text, { version: '1.1', maxAliasCount: -1, logLevel: 'error' }) ?? {};
  } catch {
    return undefined;
  }
}
