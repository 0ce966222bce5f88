/** The products that run in Node and in a browser: what their files need while they are loaded. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (product: string) => readFileSync(join(root, product), 'utf8');

it('the programs load where there is no Node, and start nothing there but in a worker', () => {
  vm.runInNewContext(read('server/dist/programs.js'), {});
});

it('the programs are ASCII, as their loader reads them (hosts/compiledCode.ts)', () => {
  const bytes = readFileSync(join(root, 'server/dist/programs.js'));
  expect(bytes.findIndex(byte => byte > 127)).toBe(-1);
});

it('loading the programs does not load the library of the protocol, which the checker does not need', () => {
  const used: unknown[] = [];
  // What the build puts before the library (scripts/lib/products.mjs).
  function spied(target: object, { get }: { get: (target: object, name: unknown) => unknown }) {
    return new Proxy(target, {
      get: (_, name) => {
        if (name !== '__esModule') used.push(name);
        return get(target, name);
      },
    });
  }
  vm.runInNewContext(read('server/dist/programs.js'), { Proxy: spied });
  expect(used).toEqual([]);
});

it('the library of the protocol loads what it rarely uses only then, also in another version of it', () => {
  const programs = read('server/dist/programs.js');
  for (const name of ['child_process', 'crypto']) {
    expect(programs).toContain(`require("${name}")[name]`);
    expect(programs).not.toMatch(new RegExp(`\\w\\s*=\\s*require\\("(?:node:)?${name}"\\)`));
  }
});

it('the extension loads where the editor gives it `vscode` alone, as it does in a browser', () => {
  const module = { exports: {} };
  const required: string[] = [];
  const require = (name: string) => {
    required.push(name);
    if (name !== 'vscode') throw new Error(`There is no ${name} in a browser.`);
    return {};
  };
  // Of the functions that Node and browsers have, and that no language has, what is used at once.
  vm.runInNewContext(read('client/dist/web.js'), { module, require, AbortController });
  expect(Object.keys(module.exports).sort()).toEqual(['activate', 'nodeClients']);
  expect(required).toEqual(required.map(() => 'vscode'));
});

it('the extension is loaded without what its commands, its clusters, the keeper and language clients need', () => {
  const required: string[] = [];
  const ofNode = createRequire(import.meta.url);
  const { AbortController, AbortSignal, Buffer, TextDecoder, process } = globalThis;
  const load = (file: string): unknown => {
    const module = { exports: {} as unknown };
    const require = (name: string): unknown => {
      if (name === 'vscode') return {};
      if (!name.startsWith('./')) return ofNode(name);
      required.push(name);
      return load(name);
    };
    vm.runInNewContext(read(join('client/dist', file)), {
      ...{ AbortController, AbortSignal, Buffer, TextDecoder, process },
      ...{ module, require },
    });
    return module.exports;
  };
  load('extension.js');
  const parts = readdirSync(join(root, 'client/dist')).filter(name => /^part-.*[.]js$/.test(name));
  const later = ['handlers', 'clusterModel', 'connection'].map(name =>
    parts.find(part => part.startsWith(`part-${name}-`)),
  );
  expect(later).not.toContain(undefined);
  expect(required).not.toEqual([]);
  expect(required.filter(name => !name.startsWith('./part-chunk-'))).toEqual([]);
  const eager = ['extension.js', ...required].map(name => read(join('client/dist', name))).join('');
  const ofTheKeeper = 'class Channel:';
  expect(read(join('client/dist', later[2] ?? ''))).toContain(ofTheKeeper);
  expect(eager).not.toContain(ofTheKeeper);
  const ofClients = 'textDocument/linkedEditingRange';
  expect(read('client/dist/web.js')).toContain(ofClients);
  expect(eager).not.toContain(ofClients);
});
