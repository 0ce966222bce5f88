/** What an application may be, as its `import_path` says it. */
import type { TreeNode } from '../document/tree/tree';
import type { ApplicationKind } from '../protocol';

/** Source: twinkle/server/config/application_spec.py, 0.4.0 to 0.5.1. */
export const applicationKinds: ReadonlySet<string> = new Set<ApplicationKind>([
  'server',
  'model',
  'sampler',
  'processor',
]);

const builder = /^build_(server|model|sampler|processor)_app$/;

/** True for the name of a function that built an application up to twinkle-kit 0.3. */
export function isBuilder(name: string): boolean {
  return builder.test(name);
}

/** The kind that a builder's name stood for; before 0.1 it was written as `main:build_model_app`. */
export function formerKind(importPath: TreeNode | undefined): ApplicationKind | undefined {
  if (importPath?.kind !== 'scalar' || importPath.interpolated || typeof importPath.value !== 'string')
    return undefined;
  const name = builder.exec(importPath.value.replace(/^main:/, ''))?.[1];
  return name as ApplicationKind | undefined;
}
