/**
 * Compiled code that is kept on disk for the next start: a third of what a small file takes (docs/peers.md). Not by Node's
 * own cache (`module.enableCompileCache`), which keeps what V8 compiles when a file is loaded: most functions are compiled
 * when they are called.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { mostBytes, readRegularSync } from './files/regularFile';

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds after which a server has started and has checked its first file; by its end it has dropped that code. */
const afterStart = 10_000;

/** Milliseconds after which kept code is taken for that of a version that is no longer installed. */
const oldAge = 90 * 24 * 3600_000;

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
  const run = compiled(path, program, environment);
  if (run === undefined) return require(path);
  const module = { exports: {} };
  run(module.exports, require, module, path, dirname(path));
  return module.exports;
}

type Run = (...values: unknown[]) => void;

/** The file as a function, as Node wraps it; undefined where no code is kept. */
function compiled(path: string, program: string, environment: Environment): Run | undefined {
  const folder = cacheFolder(environment, process.platform);
  if (environment['CI'] || environment['NODE_DISABLE_COMPILE_CACHE'] || !folder || !isOwn(folder))
    return undefined;
  try {
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
        keepCode(file, key, script);
      });
      process.once('exit', keep);
      setTimeout(keep, afterStart).unref();
    }
    return script.runInThisContext() as Run;
  } catch {
    // `require` can load it, or reports why it cannot.
    return undefined;
  }
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
    return isOfThisUser(statSync(folder));
  } catch {
    return false;
  }
}

/** Windows has neither owners nor modes here, and a profile of one user. */
function isOfThisUser({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/**
 * V8 does not check what it is given, and crashes with what is damaged. So everything is in the file twice: to compare
 * takes a fifth of the time of a checksum.
 */
function keptCode(file: string, key: Buffer): Buffer | undefined {
  try {
    if (!isOfThisUser(statSync(file))) return undefined;
    const content = readRegularSync(file, mostBytes.product);
    const half = content.subarray(0, content.length / 2);
    if (!half.equals(content.subarray(half.length)) || !key.equals(half.subarray(0, key.length)))
      return undefined;
    return half.subarray(key.length);
  } catch {
    return undefined;
  }
}

/** Who starts meanwhile finds the whole of it, or what was there before. A disk that takes none is no failure. */
function keepCode(file: string, key: Buffer, script: Script): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    const code = script.createCachedData();
    // What an earlier process with this number left behind.
    removeIfPossible(unfinished);
    writeFileSync(unfinished, Buffer.concat([key, code, key, code]), { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
    removeOld(dirname(file));
  } catch {
    // The next start compiles again.
    removeIfPossible(unfinished);
  }
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It takes room, and nothing reads it.
  }
}

/** Each version of the extension has a folder of its own, so its code has a name of its own. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > oldAge) rmSync(file);
  }
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
