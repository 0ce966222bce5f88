// A product in parts that are loaded when they are imported. esbuild splits ES modules only, and VS Code loads CommonJS.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { inClone } from './paths.mjs';

/**
 * Options for a product that is split at each `import()`. What several parts use is in one of them only, so a class is
 * the same in all.
 * @param {string} entry
 * @param {string} folder of the product and its parts, which are named `part-…`
 * @param {import('esbuild').Plugin[]} plugins
 * @returns {import('esbuild').BuildOptions & { entryPoints: [string] }}
 */
export const inParts = (entry, folder, plugins) => ({
  entryPoints: [entry],
  outdir: folder,
  chunkNames: 'part-[name]-[hash]',
  splitting: true,
  format: 'esm',
  // Not outside: the second step reads the map of the first.
  sourcemap: 'inline',
  write: false,
  supported: {},
  plugins: [...plugins, asCommonJs(folder)],
});

/** Writes the parts of a build as CommonJS, with their maps. @param {string} folder */
const asCommonJs = folder => ({
  name: 'as-common-js',
  /** @param {import('esbuild').PluginBuild} build */
  setup: build =>
    build.onEnd(async ({ outputFiles = [] }) => {
      const { transform } = build.esbuild;
      const { lineLimit } = build.initialOptions;
      mkdirSync(inClone(folder), { recursive: true });
      // Their names change with what is in them.
      for (const name of readdirSync(inClone(folder)))
        if (name.startsWith('part-')) rmSync(inClone(folder, name));
      for (const { path, text } of outputFiles) {
        const { code, map } = await transform(text, {
          format: 'cjs',
          platform: 'node',
          target: 'node20',
          sourcefile: basename(path),
          sourcemap: 'external',
          // `require`, which VS Code answers for its own modules.
          supported: { 'dynamic-import': false },
          minifyWhitespace: true,
          ...(lineLimit !== undefined && { lineLimit }),
        });
        writeFileSync(path, code);
        writeFileSync(`${path}.map`, map);
      }
    }),
});
