/** Compiled code that is kept on disk for the next start: about 15 ms of 70 for a small file (docs/peers.md). */
import { mkdirSync, statSync } from 'node:fs';
import module from 'node:module';
import { isAbsolute, join } from 'node:path';

/** Milliseconds after which a server has started and has checked its first file. */
const afterStart = 10_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Has Node keep what V8 compiles. It does nothing in Node before 22.8, where there is no such function, under a CI
 * service, whose disk is new each time, and where the folder is not this user's alone. Node itself reads
 * NODE_DISABLE_COMPILE_CACHE, and takes another folder from NODE_COMPILE_CACHE.
 *
 * @param program each has a folder, since Node keeps what the first run of a file needed, and no more
 */
export function keepCompiledCode(program: string, environment: Environment = process.env): void {
  // Missing before Node 22.8.
  const { enableCompileCache } = module as Partial<typeof module>;
  if (enableCompileCache === undefined || environment['CI']) return;
  const folder = cacheFolder(environment, process.platform);
  if (folder === undefined || !isOwn(folder)) return;
  enableCompileCache(join(folder, program));
  // A program that lives long has dropped by its end what it needed to start.
  const { flushCompileCache } = module as Partial<typeof module>;
  if (flushCompileCache !== undefined) setTimeout(flushCompileCache, afterStart).unref();
}

/**
 * Folder below the user's own cache folder; undefined where the environment names none. Not Node's default below /tmp:
 * V8 runs what it finds there, and whoever comes first can make that folder for another user.
 */
export function cacheFolder(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const home = environment['HOME'];
  const [base, ...below] =
    platform === 'win32'
      ? [environment['LOCALAPPDATA']]
      : platform === 'darwin'
        ? [home, 'Library', 'Caches']
        : environment['XDG_CACHE_HOME']
          ? [environment['XDG_CACHE_HOME']]
          : [home, '.cache'];
  if (base === undefined || !isAbsolute(base)) return undefined;
  return join(base, ...below, 'twinkle-language-server');
}

/** Makes the folder where it is missing. False where another user owns it or can write to it. */
export function isOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    // Windows has neither, and a profile of one user.
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}
