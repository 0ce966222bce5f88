import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Version of a package in the environment of a Python interpreter. */
export async function packageVersion(python: string, name: string): Promise<string> {
  const code = 'import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))';
  const { stdout } = await promisify(execFile)(python, ['-c', code, name]);
  return stdout.trim();
}
