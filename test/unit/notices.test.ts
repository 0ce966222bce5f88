/** The notices of bundled packages, beside the products that the build made. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import type { Metafile } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const script = join(root, 'scripts/lib/notices.mjs');
/** The scripts are outside of what is compiled here. */
const { bundledPackages, noticesOf } = (await import(script)) as {
  bundledPackages: (metafiles: Pick<Metafile, 'outputs'>[]) => string[];
  noticesOf: (folders: string[], root?: string) => string;
};

const folder = mkdtempSync(join(tmpdir(), 'twinkle-notices-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Packages of which a product has code, as its source map says: another way than the one of the build. */
function packagesOf(product: string): string[] {
  const { sources } = JSON.parse(readFileSync(join(root, `${product}.map`), 'utf8')) as { sources: string[] };
  const found = sources.map(source => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[0]);
  return [...new Set(found.filter(path => path !== undefined))].map(path => path.replace(/^(\.\.\/)+/, ''));
}

const server = ['server/dist/server.js', 'server/dist/check.js', 'server/dist/programs.js'];
const all = [...server, ...globSync('client/dist/*.js', { cwd: root })];

describe('ThirdPartyNotices.txt', () => {
  it.each([
    ['ThirdPartyNotices.txt', all],
    ['server/ThirdPartyNotices.txt', server],
  ])('%s has each package of its products with version and license', (file, products) => {
    const notices = readFileSync(join(root, file), 'utf8');
    const packages = [...new Set(products.flatMap(packagesOf))];
    expect(packages.length).toBeGreaterThan(5);
    for (const path of packages) {
      const { name, version } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
      };
      expect(notices).toContain(`\n${name} ${version} (`);
      const license = ['LICENSE', 'LICENSE.md', 'License.txt', 'LICENSE-MIT']
        .map(each => join(root, path, each))
        .find(each => existsSync(each));
      const text = readFileSync(license ?? '', 'utf8')
        .replaceAll('\r\n', '\n')
        .trim();
      expect(notices, name).toContain(text);
    }
    expect(notices.match(/^[@\w/.-]+ \d+\.\d+\.\d+\S* \(/gm)).toHaveLength(packages.length);
  });

  it('is in the extension', async () => {
    expect(await listFiles({ cwd: root, packageManager: PackageManager.None })).toContain(
      'ThirdPartyNotices.txt',
    );
  });

  it('is in the npm package, which has the products and no source maps', () => {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: join(root, 'server'), encoding: 'utf8' }),
    ) as [{ files: { path: string }[] }];
    expect(packed.files.map(({ path }) => path).sort()).toEqual(
      [...server.map(path => path.replace('server/', '')), 'dist/pages.json', 'dist/pages.zh-cn.json']
        .concat('LICENSE', 'README.md', 'ThirdPartyNotices.txt', 'package.json')
        .sort(),
    );
  });
});

describe('the notices', () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const manifest = (name: string) => JSON.stringify({ name, version: '1.2.3', license: 'MIT' });

  it('are of what is in a product, with the version that it is of', () => {
    const input = (bytesInOutput: number) => ({ bytesInOutput });
    const inputs = {
      'server/src/a.ts': input(10),
      'node_modules/@scope/b/lib/node_modules.js': input(10),
      'node_modules/a/index.js': input(10),
      'node_modules/a/node_modules/c/index.js': input(1),
      'node_modules/unused/index.js': input(0),
    };
    const output = { bytes: 1, inputs, imports: [], exports: [] };
    expect(bundledPackages([{ outputs: { x: output } }, { outputs: { y: output } }])).toEqual([
      'node_modules/@scope/b',
      'node_modules/a',
      'node_modules/a/node_modules/c',
    ]);
  });

  it('have all that a package has to say, with the line breaks of the file', () => {
    write('good/package.json', manifest('good'));
    write('good/License.txt', 'Do as\r\nyou like.\r\n');
    write('good/NOTICE', 'Made by us.');
    write('good/licenses.js', 'no license');
    expect(noticesOf(['good'], folder)).toMatch(
      /-\n\ngood 1\.2\.3 \(MIT\)\n\nDo as\nyou like\.\n\nMade by us\.\n$/,
    );
  });

  it('are none without a license, and the build ends', () => {
    write('bare/package.json', manifest('bare'));
    write('bare/README.md', 'MIT');
    expect(() => noticesOf(['good', 'bare'], folder)).toThrow(
      /bare 1\.2\.3 is bundled and has no license file in/,
    );
  });
});
