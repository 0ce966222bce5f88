// The clone's node packages, by lock file, with nothing installed that the lock does not name.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { digest, inClone, node24 } from './paths.mjs';
import { captured, logged } from './run.mjs';
import { Explained } from './steps.mjs';

/** Runs `npm ci` unless node_modules is already what the lock file says. @param {() => void} skip */
export async function nodePackages(skip) {
  const stamp = inClone('node_modules', '.twinkle-lock');
  const wanted = digest({ files: [inClone('package-lock.json')] });
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    skip();
    return;
  }
  await logged(['npm', 'ci', '--no-audit', '--no-fund'], { log: 'npm-ci' });
  const version = await captured([node24, '--version']);
  if (version === undefined) {
    throw new Explained(
      `Node 24 did not come with the packages (node_modules/.bin/node). It exists for Linux on x64 and arm64; this is ${process.platform} on ${process.arch}.`,
    );
  }
  writeFileSync(stamp, wanted);
}
