/**
 * Keys and values that a later twinkle-kit knows: a release newer than the one that a file is checked against, or the
 * unreleased main alone. They are errors all the same, since the release that counts refuses them; the message says why.
 * What main knows is meant, so no fix takes it out. Source for main: twinkle/server/config and
 * twinkle/server/utils/task_queue/config.py after the pull requests 264 and 273 of modelscope/twinkle, which are in no
 * release up to 0.5.1.
 */
import { newestVersion } from '../../config/version';
import type { Finding } from '../../document/tree/finding';
import type { Path, TreeNode } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';
import { text, type Text } from '../../text/text';
import { fieldAt, fieldTable, type FieldTable } from '../table/table';

const unreleasedKeys: Readonly<Record<Exclude<ApplicationKind, 'server' | 'processor'>, readonly string[]>> =
  {
    model: [
      'hybrid',
      'max_r',
      'target_modules',
      'strategy',
      'mixed_precision',
      'fsdp_config',
      'memory_efficient_init',
    ],
    sampler: ['data_plane_url'],
  };
const unreleasedOfQueue = 'inline_fast_path_timeout';
const unreleasedValues: ReadonlyMap<string, string> = new Map([
  ['import_path', 'data_plane'],
  ['sampler_type', 'vllm_async'],
  ['train_mode', 'hybrid'],
]);

/** A finding about an unknown key, in better words where a later version knows it. */
export function explainLaterKey(
  table: FieldTable,
  kind: ApplicationKind | undefined,
  found: Finding,
): Finding {
  const key = String(found.path.at(-1));
  if (isUnreleasedKey(found.path, kind)) {
    const message = text(
      "'{0}' exists only in the unreleased main of twinkle-kit; this file is checked against {1}.",
      key,
      table.version,
    );
    return meant(found, message);
  }
  const later =
    table.version === newestVersion ? undefined : fieldAt(fieldTable(newestVersion), found.path, { kind });
  if (later?.since === undefined) return found;
  const message = text(
    "'{0}' requires twinkle-kit {1} or later; this file is checked against {2}.",
    key,
    later.since,
    table.version,
  );
  return { ...found, message };
}

function isUnreleasedKey(path: Path, kind: ApplicationKind | undefined): boolean {
  const key = String(path.at(-1));
  if (path.at(-2) === 'queue_config' || path.at(-2) === 'task_queue') return key === unreleasedOfQueue;
  const isArgument = path.length === 4 && path[0] === 'applications' && path[2] === 'args';
  return isArgument && (kind === 'model' || kind === 'sampler') && unreleasedKeys[kind].includes(key);
}

/** A finding about a value that is none of the accepted ones, in better words where it is one of the branch. */
export function explainLaterValue(table: FieldTable, node: TreeNode, found: Finding): Finding {
  const field = String(found.path.at(-1));
  const value = unreleasedValues.get(field);
  if (found.code !== 'wrong-value' || node.kind !== 'scalar' || value === undefined || node.value !== value)
    return found;
  const message = text(
    "'{0}: {1}' exists only in the unreleased main of twinkle-kit; this file is checked against {2}.",
    field,
    value,
    table.version,
  );
  return meant(found, message);
}

/** Without what takes a finding for a slip. */
function meant({ code, stage, severity, span, path }: Finding, message: Text): Finding {
  return { code, stage, severity, span, path, message };
}
