// `npm run package`: builds, then packs dist/twinkle-server.vsix and says what is in it.
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodePackages } from './lib/nodePackages.mjs';
import { inClone, node24, nodeOnPath, root } from './lib/paths.mjs';
import { buildProducts } from './lib/products.mjs';
import { shown } from './lib/run.mjs';
import { Explained, main } from './lib/steps.mjs';

const target = inClone('dist', 'twinkle-server.vsix');

/** What the editor shows of the extension: it is for those who use it, while README.md is for those who build it. */
const extensionPage = 'docs/extension.md';

/** All that may be in the package; anything else is a mistake in .vscodeignore. */
const expected = [
  /^package(\.nls(\.[a-z-]+)?)?\.json$/,
  /^(docs\/extension|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^ThirdPartyNotices\.txt$/,
  /^language-configuration\.json$/,
  /^(client|server)\/dist\/[a-z]+\.js$/,
  /^client\/dist\/part-\w+-[A-Z0-9]+\.js$/,
  /^server\/package\.json$/,
  /^server\/dist\/pages(\.zh-cn)?\.json$/,
  /^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^syntaxes\/[\w.-]+\.json$/,
  /^images\/[\w.-]+\.(svg|png)$/,
  /^walkthrough\/[\w.-]+\.(md|svg|png)$/,
];

const needed = [
  'client/dist/extension.js',
  'client/dist/web.js',
  'server/dist/server.js',
  'server/dist/programs.js',
  'server/dist/check.js',
  'server/dist/pages.json',
  'server/dist/pages.zh-cn.json',
  'LICENSE',
  'ThirdPartyNotices.txt',
  extensionPage,
];

await main(async () => {
  await nodePackages();
  // vsce needs Node 22; npm puts Node 24 first on the PATH only once it is installed.
  if (Number(process.versions.node.split('.')[0]) < 22)
    return (await shown([node24, fileURLToPath(import.meta.url)], { env: nodeOnPath() })) ?? 1;
  console.log((await buildProducts()).join('\n'));

  const { createVSIX, listFiles } = await import('@vscode/vsce');
  const options = { cwd: root, dependencies: false, readmePath: extensionPage, rewriteRelativeLinks: false };
  const files = (await listFiles({ ...options, packageManager: 0 }))
    .map(file => file.replaceAll('\\', '/'))
    .sort();
  const strangers = files.filter(file => !expected.some(pattern => pattern.test(file)));
  if (strangers.length > 0)
    throw new Explained(
      `These files do not belong in the package (see .vscodeignore):\n${strangers.join('\n')}`,
    );
  const absent = needed.filter(file => !files.includes(file));
  if (absent.length > 0) throw new Explained(`The package lacks ${absent.join(', ')}.`);

  mkdirSync(inClone('dist'), { recursive: true });
  await createVSIX({ ...options, packagePath: target, skipLicense: false, allowMissingRepository: true });
  for (const file of files)
    console.log(`${String(Math.ceil(statSync(inClone(file)).size / 1024)).padStart(7)} KB  ${file}`);
  console.log(
    `${target.replace(root, '')}: ${files.length} files, ${(statSync(target).size / 1024).toFixed(0)} KB`,
  );
  return 0;
});
