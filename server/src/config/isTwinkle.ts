/**
 * Whether a file of that name is Twinkle's at all: many programs call a file `server_config.yaml`, and somebody who
 * runs another one must not see a page of errors.
 */
import type { ParsedDocument } from '../document/tree';

/** Keys at the top of a configuration of any Twinkle version. */
const topLevel = new Set([
  'applications',
  'http_options',
  'persistence',
  'persistence_config',
  'proxy_location',
  'ray_namespace',
  'server_type',
  'task_queue',
  'telemetry',
  'telemetry_config',
]);

/** False for a file that plainly is something else: it has several keys at its top and none of them is Twinkle's. */
export function looksLikeServerConfig({ root }: Pick<ParsedDocument, 'root'>): boolean {
  if (root === undefined || root.kind === 'scalar') return true;
  if (root.kind === 'sequence') return root.items.length === 0;
  const keys = root.entries.map(entry => entry.key.value);
  if (keys.length === 0 || keys.some(key => typeof key === 'string' && topLevel.has(key))) return true;
  // One key is somebody who began to type, perhaps with a slip.
  return keys.length === 1 && root.entries[0]?.value.kind === 'scalar';
}
