// @ts-check
import { builtinModules } from 'node:module';
import { defineConfig } from 'eslint/config';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Every spelling of a Node built-in. */
const nodeBuiltins = builtinModules.flatMap(name => [name, `node:${name}`]);

/** Libraries that exactly one adapter may import: pattern → file. */
const singleAdapter = {
  'node:http': 'client/src/adapters/rayHttp.ts',
  'node:child_process': 'client/src/adapters/localProcess.ts',
  ws: 'client/src/adapters/jobLogSocket.ts',
  ssh2: 'client/src/adapters/ssh.ts',
};

/**
 * `layers` from the lowest to the highest: a file of one may import its own and those before it.
 * @param {string} root
 * @param {string[]} layers
 */
function oneWay(root, layers) {
  return layers.flatMap((layer, index) =>
    layers.slice(index + 1).map(higher => ({
      target: `${root}/${layer}`,
      from: `${root}/${higher}`,
      message: `${layer}/ is below ${higher}/ and must not know it (docs/architecture.md).`,
    })),
  );
}

/** @param {string[]} names @param {string} message */
const forbid = (names, message) => names.map(name => ({ name, message }));

export default defineConfig(
  { ignores: ['**/node_modules/**', '**/dist/**', 'out/**', 'schemas/**', 'examples/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver': { typescript: { project: ['server/tsconfig.json', 'client/tsconfig.json', 'test/tsconfig.json'] } } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: import.meta.dirname,
          zones: [
            ...oneWay('server/src', ['text', 'document', 'config', 'schema', 'rules', 'placement', 'features', 'hosts']),
            { target: 'server/src/placement', from: 'server/src/rules', message: 'Rules and placement are siblings.' },
            ...oneWay('client/src', ['core', 'adapters', 'app', 'ui']),
            { target: 'server/src', from: 'client/src', message: 'The server knows nothing of the client.' },
            {
              target: 'client/src',
              from: 'server/src',
              except: ['protocol.ts'],
              message: 'Client and server share server/src/protocol.ts only.',
            },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/prefer-readonly': 'error',
    },
  },
  {
    files: ['server/src/**/*.ts', 'client/src/core/**/*.ts'],
    ignores: ['server/src/hosts/**', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: forbid([...nodeBuiltins, 'vscode'], 'This part is pure: no Node and no editor (docs/architecture.md).') },
      ],
    },
  },
  {
    files: ['client/src/{adapters,app}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: forbid(['vscode', ...Object.keys(singleAdapter)], 'Only ui/ knows vscode, and one adapter each library.') },
      ],
    },
  },
  ...Object.entries(singleAdapter).map(([library, file]) => ({
    files: [file],
    rules: {
      'no-restricted-imports': /** @type {const} */ ([
        'error',
        { paths: forbid(['vscode', ...Object.keys(singleAdapter).filter(name => name !== library)], 'One library per adapter.') },
      ]),
    },
  })),
  {
    files: ['client/src/{ui/**,extension}.ts', 'client/src/ui/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: forbid([...Object.keys(singleAdapter)], 'Use the adapter.') }],
    },
  },
);
