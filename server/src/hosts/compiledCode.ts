/**
 * Compiled code that is kept on disk for the next start: a third of what a small file takes (docs/peers.md). Not by Node's
 * own cache (`module.enableCompileCache`), which keeps what V8 compiles when a file is loaded: most functions are compiled
 * when they are called.
 */
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { mostBytes, readRegularSync } from './files/regularFile';

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds after which a server has started and has checked its first file; by its end it has dropped that code. */
const afterStart = 10_000;

/**
 * Loads a file of CommonJS as `require` does, with the code that a run before kept for it. None is kept under a CI
 * service, whose disk is new each time, with NODE_DISABLE_COMPILE_CACHE, and where the folder is not this user's alone.
 *
 * @param path absolute; its text must be ASCII
 * @param program who loads it: each keeps the code that it needs itself
 * @returns what the file exports
 */
export function loadCompiled(path: string, program: string, environment: Environment = process.env): unknown {
  const require = createRequire(path);
  const folder = cacheFolder(environment, process.platform);
  if (environment['CI'] || environment['NODE_DISABLE_COMPILE_CACHE'] || !folder || !isOwn(folder))
    return require(path);
  const file = join(folder, `${program}-${path.replace(/\W+/g, '_').slice(-150)}`);
  const { size, mtimeMs, ctimeMs, ino } = statSync(path);
  // V8 compares its version, its flags and the length of the text, but not the text.
  const key = Buffer.from(
    `${[path, size, mtimeMs, ctimeMs, ino, process.version, process.arch].join(' ')}\n`,
  );
  const kept = keptCode(file, key);
  const text = readRegularSync(path, mostBytes.product).toString('latin1');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
    filename: path,
    ...(kept && { cachedData: kept }),
  });
  if (kept === undefined || script.cachedDataRejected) {
    const keep = once(() => {
      keepCode(file, key, script.createCachedData());
    });
    process.once('exit', keep);
    setTimeout(keep, afterStart).unref();
  }
  const module = { exports: {} };
  const run = script.runInThisContext() as (...values: unknown[]) => void;
  run(module.exports, require, module, path, dirname(path));
  return module.exports;
}

/**
 * Folder below the user's own cache folder; undefined where the environment names none. Nothing below /tmp: V8 runs what
 * it finds there, and whoever comes first can make that folder for another user.
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

/** The key is at both ends, so that a file that was not written to its end is none. */
function keptCode(file: string, key: Buffer): Buffer | undefined {
  try {
    const content = readRegularSync(file, mostBytes.product);
    const [start, end] = [key.length, content.length - key.length];
    if (start > end || !key.equals(content.subarray(0, start)) || !key.equals(content.subarray(end)))
      return undefined;
    return content.subarray(start, end);
  } catch {
    return undefined;
  }
}

/** Whoever starts meanwhile finds the whole of it, or what was there before. A disk that takes none is no failure. */
function keepCode(file: string, key: Buffer, code: Buffer): void {
  try {
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([key, code, key]), { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
  } catch {
    // The next start compiles again.
  }
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
