// What Debian provides: a browser, an SSH server, Neovim, and the headers that code-server is built with.
import { existsSync } from 'node:fs';
import { captured, logged } from './run.mjs';
import { Explained } from './steps.mjs';

/** Part → its Debian packages. */
const packages = {
  browser: ['chromium'],
  'code-server': [
    'build-essential',
    'python3',
    'pkg-config',
    'libkrb5-dev',
    'libx11-dev',
    'libxkbfile-dev',
    'libsecret-1-dev',
  ],
  sshd: ['openssh-server'],
  neovim: ['neovim'],
};

/** @typedef {keyof typeof packages} DebianPart */

/**
 * Installs what is missing of the parts.
 * @param {DebianPart[]} parts
 * @param {() => void} skip
 */
export async function debianPackages(parts, skip) {
  const wanted = parts.flatMap(part => packages[part]);
  const missing = await notInstalled(wanted);
  if (missing.length === 0) {
    skip();
    return;
  }
  if (!existsSync('/usr/bin/apt-get')) throw byHand(missing, 'this is no Debian (there is no apt-get)');
  if (process.getuid?.() !== 0) throw byHand(missing, 'you are not root');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await logged(['apt-get', 'update', '-q'], { log: 'apt', env });
  await logged(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...missing], {
    log: 'apt',
    env,
  });
}

/** @param {string[]} names @returns {Promise<string[]>} */
async function notInstalled(names) {
  if (!existsSync('/usr/bin/dpkg-query')) return names;
  const states = await Promise.all(
    names.map(name => captured(['dpkg-query', '-W', '-f', '${db:Status-Status}', name])),
  );
  return names.filter((_, index) => states[index] !== 'installed');
}

/** @param {string[]} missing @param {string} why */
function byHand(missing, why) {
  return new Explained(
    `These Debian packages are missing, and cannot be installed from here: ${why}.\nInstall them by hand, then run this again:\n\n  sudo apt-get install --no-install-recommends ${missing.join(' ')}\n`,
  );
}
