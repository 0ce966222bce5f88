/** The packaged extension, installed once for all test files: each installation takes code-server several seconds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { installExtension } from './codeServer';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the extensions of the editors. */
    readonly extensions: string;
  }
}

export const vsix = path.join(import.meta.dirname, '../../../dist/twinkle-server.vsix');

/** Vitest calls it before the first file of the project, and what it gives after the last one. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tw-'));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    project.provide('extensions', await installExtension(vsix, folder));
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}
