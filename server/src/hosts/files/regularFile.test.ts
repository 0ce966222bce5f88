/** What a clone may hold under a name that is read by itself. All of it is real: links, pipes, sockets, devices. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostBytes, readRegular, readRegularSync } from './regularFile';
import { Unreadable } from './unreadable';

const folder = mkdtempSync(join(tmpdir(), 'twinkle-regular-'));
const at = (name: string) => join(folder, name);
const server = createServer();

function sparse(name: string, bytes: number): void {
  const file = openSync(at(name), 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
}

beforeAll(async () => {
  writeFileSync(at('file'), 'text');
  symlinkSync('file', at('link'));
  mkdirSync(at('server_config.yaml'));
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync('pipe', at('link-to-pipe'));
  symlinkSync('/dev/zero', at('zero'));
  symlinkSync('/dev/tty', at('terminal'));
  symlinkSync('nothing', at('dangling'));
  symlinkSync('circle', at('circle'));
  symlinkSync('/proc/self/environ', at('environment'));
  symlinkSync('environment', at('link-to-environment'));
  symlinkSync('/proc/self', at('process'));
  symlinkSync('/sys/devices/system/cpu/online', at('cpus'));
  sparse('largest', mostBytes.configuration);
  sparse('too-large', mostBytes.configuration + 1);
  await new Promise<void>(resolve => server.listen(at('socket'), resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What both ways of reading say, which is the same. */
async function problemOf(name: string): Promise<Unreadable> {
  const [sync, later] = await Promise.all([
    new Promise<never>(() => readRegularSync(at(name))).catch((error: unknown) => error),
    readRegular(at(name)).catch((error: unknown) => error),
  ]);
  expect(sync).toBeInstanceOf(Unreadable);
  expect(later).toEqual(sync);
  return sync as Unreadable;
}

describe('a regular file', () => {
  it.each(['file', 'link'])('%s is read', async name => {
    expect(readRegularSync(at(name)).toString()).toBe('text');
    expect((await readRegular(at(name))).toString()).toBe('text');
  });

  it('is read up to the bound, and not beyond', async () => {
    expect(readRegularSync(at('largest')).length).toBe(mostBytes.configuration);
    expect((await readRegular(at('largest'))).length).toBe(mostBytes.configuration);
    expect((await problemOf('too-large')).message).toMatch(/is larger than 4 MB.*exclude/);
    expect(() => readRegularSync(at('largest'), mostBytes.patterns)).toThrow('is larger than 256 KB');
  });
});

describe('anything else', () => {
  it.each([
    ['server_config.yaml', /is a folder, not a regular file; remove it/],
    ['pipe', /is a named pipe, not a regular file; remove it/],
    ['link-to-pipe', /is a link to pipe, a named pipe, not a regular file/],
    ['zero', /is a link to \/dev\/zero, a device, not a regular file/],
    ['terminal', /is a link to \/dev\/tty, a device, not a regular file/],
    ['socket', /is a socket, not a regular file/],
    ['dangling', /is a link to nothing, which does not exist; correct the link/],
    ['circle', /too many links/],
    ['environment', /leads to \/proc\/\d+\/environ, which is not a file on a disk/],
    ['link-to-environment', /leads to \/proc\/\d+\/environ, which is not a file on a disk/],
    ['process/environ', /leads to \/proc\/\d+\/environ, which is not a file on a disk/],
    ['cpus', /leads to \/sys\/devices\/system\/cpu\/online, which is not a file on a disk/],
    ['file/below', /a part of the path is not a folder/],
  ])('%s is refused with what it is and what helps', async (name, words) => {
    const { message, isMissing } = await problemOf(name);
    expect(message).toMatch(words);
    expect(isMissing).toBe(false);
  });

  it('that is absent is distinguished, since that is no problem everywhere', async () => {
    expect(await problemOf('absent')).toMatchObject({ message: 'no such file or folder', isMissing: true });
  });

  it('that may not be read is refused', () => {
    writeFileSync(at('secret'), 'text');
    chmodSync(at('secret'), 0);
    chmodSync(folder, 0o755);
    // Root may read everything.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      expect(() => readRegularSync(at('secret'))).toThrow(/^permission denied; let this user read it/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
