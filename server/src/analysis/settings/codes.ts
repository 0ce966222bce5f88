/** The codes that findings may have. */
import { rules } from '../../rules/registry';

/** Those of no rule: of the reader, the schema, the cluster file and the comments. */
const others = [
  'duplicate-node-name',
  'file-path-required',
  'gpus-overlap',
  'look-alike-character',
  'missing-field',
  'not-a-twinkle-file',
  'out-of-range',
  'redis-url-required',
  'remote-host',
  'train-full-replicas',
  'unknown-key',
  'unused-suppression',
  'visible-devices',
  'wrong-type',
  'wrong-value',
  'yaml-alias',
  'yaml-anchor',
  'yaml-depth',
  'yaml-documents',
  'yaml-duplicate-key',
  'yaml-encoding',
  'yaml-interpolation',
  'yaml-key',
  'yaml-merge',
  'yaml-nodes',
  'yaml-size',
  'yaml-syntax',
  'yaml-tab',
  'yaml-tag',
  'yaml-value',
] as const;

/** Each code once, in order of names. The tests of the pages look that none is missing. */
export const codes: readonly string[] = [...rules.map(({ id }) => id), ...others].toSorted();
