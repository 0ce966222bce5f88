/**
 * Whether a file of that name is Twinkle's at all: many programs call a file `server_config.yaml`, and somebody who
 * runs another one must not see a page of errors.
 */
import { hasTopKey } from '../document/tree/topKeys';
import type { ParsedDocument, TreeNode } from '../document/tree/tree';
import { applicationKinds, isBuilder } from './applicationKinds';

type Judged = Pick<ParsedDocument, 'root' | 'text' | 'problems'>;

/** Keys at the top of a configuration of any Twinkle version that Ray Serve does not have at the top of its own. */
const own: ReadonlySet<unknown> = new Set([
  'persistence',
  'persistence_config',
  'ray_namespace',
  'server_type',
  'task_queue',
  'telemetry',
  'telemetry_config',
]);

/** Those of both: ray/serve/schema.py `ServeDeploySchema`, Ray 2.60. */
const topLevel: ReadonlySet<unknown> = new Set([...own, 'applications', 'http_options', 'proxy_location']);

/**
 * False for a file that plainly is something else: it has several keys at its top and none of them is Twinkle's, or it
 * is a configuration of Ray Serve.
 */
export function looksLikeServerConfig(document: Judged): boolean {
  if (isOfRayServe(document)) return false;
  return hasTopKey(document, topLevel) || isLikely(document.root);
}

function isLikely(root: TreeNode | undefined): boolean {
  if (root === undefined || root.kind === 'scalar') return true;
  // A list of applications that has lost its key.
  if (root.kind === 'sequence') return root.items.length === 0 || root.items.some(isOfKnownKind);
  const [first, ...others] = root.entries;
  // One key is somebody who began to type, perhaps with a slip.
  return first === undefined || (others.length === 0 && first.value.kind === 'scalar');
}

function isOfKnownKind(item: TreeNode): boolean {
  const path = valueAt(item, 'import_path');
  return path?.kind === 'scalar' && applicationKinds.has(String(path.value));
}

/**
 * True for a file that both read at the top, with applications that only Ray Serve can import: `module:attribute` or
 * `package.module.attribute` (ray/_common/utils.py `import_attr`, Ray 2.60). Twinkle's own builders were written so too.
 */
function isOfRayServe(document: Judged): boolean {
  if (hasTopKey(document, own)) return false;
  const read = importPathsOf(document.root);
  if (!read.every(isImportedByRay)) return false;
  const written = document.problems.length > 0 ? importPathsIn(document.text) : [];
  return read.length + written.length > 0 && written.every(isImportedByRay);
}

/** The import paths of all applications that have one, without those that hold an interpolation. */
function importPathsOf(root: TreeNode | undefined): TreeNode[] {
  const list = valueAt(root, 'applications');
  if (list?.kind !== 'sequence') return [];
  return list.items
    .flatMap(item => valueAt(item, 'import_path') ?? [])
    .filter(path => path.kind !== 'scalar' || (path.value !== null && !path.interpolated));
}

function isImportedByRay(path: TreeNode | string): boolean {
  if (typeof path !== 'string')
    return path.kind === 'scalar' && typeof path.value === 'string' && isImportedByRay(path.value);
  const [module = '', attribute, ...more] = path.split(':');
  const isPath = /^[\w.]+$/.test(module) && /^[\w.]+$/.test(attribute ?? 'a') && more.length === 0;
  return isPath && (attribute === undefined ? module.includes('.') : !isBuilder(attribute));
}

function valueAt(node: TreeNode | undefined, wanted: string): TreeNode | undefined {
  return node?.kind === 'mapping' ? node.entries.find(({ key }) => key.value === wanted)?.value : undefined;
}

function importPathsIn(text: string): string[] {
  const lines = text.matchAll(/\bimport_path["']?[ \t]*:[ \t]*["']?([^\s"'#,}]+)/g);
  return Array.from(lines, ([, path = '']) => path);
}
