/** Options of `twinkle-check` from a file: `twinkle-check.yaml`, or the key `twinkle-check` of a package.json. */
import { existsSync, lstatSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isMap, isNode, LineCounter, parseDocument, isScalar, type YAMLMap } from 'yaml';
import { codes } from '../../analysis/settings/codes';
import { noSuchRule } from '../../analysis/settings/ruleSettings';
import { severities } from '../../analysis/settings/severity';
import type { Facts, SeverityName } from '../../protocol';
import { oneOf, versionOf, type CheckChoices } from './checkArguments';
import { mostBytes, readRegularSync } from '../files/regularFile';
import { reasonOf } from '../files/unreadable';

const fileName = 'twinkle-check.yaml';
const packageFile = 'package.json';
const packageKey = 'twinkle-check';
const tooDeep = 'is nested too deeply';

export interface CheckConfig extends CheckChoices {
  readonly rules?: NonNullable<Facts['rules']>;
  /** Patterns as in a .gitignore, relative to `folder`. */
  readonly exclude: readonly string[];
  readonly folder: string;
}

/**
 * The options that count in a folder.
 *
 * @param given the file that the command line names, or false for none
 * @throws Error with place and reason for a file that cannot be read or says something unknown
 */
export function readCheckConfig(folder: string, given: string | false | undefined): CheckConfig {
  const nothing = { exclude: [], folder };
  if (given === false) return nothing;
  const path = given === undefined ? nearest(folder, folder) : resolve(folder, given);
  return path === undefined ? nothing : { ...readFile(path, relative(folder, path)), folder: dirname(path) };
}

/** The first file upwards; a folder with `.git` is the last that is looked at. */
function nearest(folder: string, start: string): string | undefined {
  const own = join(folder, fileName);
  // A link that leads nowhere is no absent file: somebody wanted options.
  if (lstatSync(own, { throwIfNoEntry: false }) !== undefined) return own;
  const manifest = join(folder, packageFile);
  if (hasOptions(manifest, relative(start, manifest))) return manifest;
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, '.git')) ? undefined : nearest(above, start);
}

/** Whether a package.json may have options. A folder of this name, or a file too large to be one, is not ours. */
function hasOptions(manifest: string, shown: string): boolean {
  const stats = statSync(manifest, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory() || stats.size > mostBytes.configuration) return false;
  return bytesOf(manifest, shown, mostBytes.configuration).includes(`"${packageKey}"`);
}

function bytesOf(path: string, shown: string, most: number): Buffer {
  try {
    return readRegularSync(path, most);
  } catch (error) {
    throw new Error(`${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

function readFile(path: string, shown: string): Omit<CheckConfig, 'folder'> {
  const isManifest = basename(path) === packageFile;
  const text = bytesOf(path, shown, isManifest ? mostBytes.manifest : mostBytes.options).toString('utf8');
  const lines = new LineCounter();
  // JSON is YAML too, so one reader tells the place in both. It compares each key with all others if it looks for twins.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const fail: Fail = (offset, reason) => {
    const { line, col } = lines.linePos(offset ?? 0);
    throw new Error(`${shown}:${line}:${col}: ${reason}`);
  };
  const [error] = document.errors;
  // The reader is recursive, and reports the end of the stack.
  if (error?.code === 'RESOURCE_EXHAUSTION') fail(error.pos[0], tooDeep);
  if (error !== undefined) fail(error.pos[0], error.message);
  if (isMap(document.contents)) refuseTwins(document.contents, fail);
  const options: unknown = isManifest ? document.get(packageKey) : document.contents;
  if (options === null || options === undefined) return { exclude: [] };
  if (!isMap(options)) return fail(0, `'${packageKey}' must be a mapping`);
  let result: Omit<CheckConfig, 'folder'> = { exclude: [] };
  if (isManifest) refuseTwins(options, fail);
  for (const { key, value } of options.items) {
    const offset = offsetOf(key);
    if (isMap(value)) refuseTwins(value, fail);
    try {
      result = {
        ...result,
        ...readOption(String(key), isNode(value) ? (value.toJS(document) as unknown) : value),
      };
    } catch (reason) {
      if (reason instanceof RangeError) fail(offset, tooDeep);
      fail(offset, reason instanceof Error ? reason.message : String(reason));
    }
  }
  return result;
}

type Fail = (offset: number | undefined, reason: string) => never;

/** Keys that are written twice in a mapping, of which only one could count. */
function refuseTwins(map: YAMLMap, fail: Fail): void {
  const keys = new Set<string>();
  for (const { key } of map.items) {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name !== undefined && keys.has(name)) fail(offsetOf(key), `'${name}' is set twice`);
    if (name !== undefined) keys.add(name);
  }
}

function offsetOf(key: unknown): number | undefined {
  return isNode(key) ? key.range?.[0] : undefined;
}

function readOption(key: string, value: unknown): Partial<CheckConfig> {
  switch (key) {
    case 'fail-on':
      return { failOn: oneOf(severities, String(value), key) };
    case 'twinkle-version':
      return { twinkleVersion: versionOf(String(value), key) };
    case 'exclude':
      return { exclude: textsOf(value) };
    case 'rules':
      return { rules: severitiesOf(value) };
    default:
      throw new Error(`'${key}' is not one of fail-on, twinkle-version, exclude, rules`);
  }
}

function textsOf(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Error("'exclude' must be a list of patterns");
  return value.map(String);
}

function severitiesOf(value: unknown): Record<string, SeverityName | 'off'> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error("'rules' must be a mapping of rules to severities");
  const unknown = Object.keys(value).find(rule => !codes.includes(rule));
  if (unknown !== undefined) throw new Error(noSuchRule(unknown));
  return Object.fromEntries(
    Object.entries(value).map(([rule, severity]) => [
      rule,
      // YAML 1.1 reads `off` as false.
      severity === false ? 'off' : oneOf([...severities, 'off'] as const, String(severity), rule),
    ]),
  );
}
