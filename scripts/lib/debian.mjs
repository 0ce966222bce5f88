// What Debian provides: Python, a browser, an SSH server, Neovim, and the headers that code-server is built with.
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { captured, logged } from './run.mjs';
import { Explained } from './steps.mjs';

/**
 * Part → how to see that it is there, however it came, and its Debian packages.
 * @type {Record<string, { isThere: () => boolean | Promise<boolean>, packages: string[] }>}
 */
const parts = {
  // Only asked for where no interpreter was found.
  python: { isThere: () => false, packages: ['python3.11', 'python3.11-venv'] },
  browser: { isThere: () => browser() !== undefined, packages: ['chromium'] },
  'code-server': {
    isThere: async () =>
      ['g++', 'make', 'python3', 'pkg-config'].every(name => found(name)) &&
      (await captured(['pkg-config', '--modversion', 'krb5', 'x11', 'xkbfile', 'libsecret-1'])) !== undefined,
    packages: [
      'build-essential',
      'python3',
      'pkg-config',
      'libkrb5-dev',
      'libx11-dev',
      'libxkbfile-dev',
      'libsecret-1-dev',
    ],
  },
  sshd: { isThere: () => found('sshd') !== undefined, packages: ['openssh-server'] },
  neovim: { isThere: () => found('nvim') !== undefined, packages: ['neovim'] },
};

/** @typedef {'python' | 'browser' | 'code-server' | 'sshd' | 'neovim'} DebianPart */

/** The Chromium that is there, or undefined. */
export const browser = () => found('chromium') ?? found('chromium-browser') ?? found('google-chrome');

/**
 * Installs what is missing of the parts.
 * @param {DebianPart[]} wanted
 * @param {() => void} skip
 */
export async function debianPackages(wanted, skip) {
  const missing = [];
  for (const part of wanted) if (!(await parts[part]?.isThere())) missing.push(part);
  if (missing.length === 0) {
    skip();
    return;
  }
  const packages = missing.flatMap(part => parts[part]?.packages ?? []);
  if (!existsSync('/usr/bin/apt-get'))
    throw byHand(missing, packages, 'this is not Debian (there is no apt-get)');
  if (process.getuid?.() !== 0) throw byHand(missing, packages, 'you are not root');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await logged(['apt-get', 'update', '-q'], { log: 'apt', env });
  await logged(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages], {
    log: 'apt',
    env,
  });
}

/**
 * @param {string[]} missing
 * @param {string[]} packages
 * @param {string} why
 */
export function byHand(missing, packages, why) {
  return new Explained(
    `Missing: ${missing.join(', ')}. They cannot be installed from here: ${why}.\nInstall them by hand (the packages are named as in Debian 12), then run this again:\n\n  sudo apt-get install --no-install-recommends ${packages.join(' ')}\n`,
  );
}

/**
 * The path of a program, or undefined. Servers are in /usr/sbin, which is not on everybody's PATH.
 * @param {string} name
 */
function found(name) {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/usr/sbin'];
  return folders
    .filter(Boolean)
    .map(folder => path.join(folder, name))
    .find(file => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
