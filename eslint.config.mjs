// @ts-check
import { builtinModules } from 'node:module';
import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Every spelling of a Node built-in. */
const nodeBuiltins = builtinModules.flatMap(name => [name, `node:${name}`]);

/** Libraries that exactly one adapter may import: pattern → file. */
const singleAdapter = {
  'node:http': 'client/src/adapters/ray/connection.ts',
  ws: 'client/src/adapters/ray/jobTail.ts',
  'node:child_process': 'client/src/adapters/localMachine.ts',
};

/** Whoever may read files: one place of each product, and what reads /proc. The log of a program is only written. */
const serverReaders = ['server/src/hosts/files/regularFile.ts'];
const clientReaders = ['client/src/adapters/procNet.ts', 'client/src/ui/files/virtualFiles.ts'];

/** Globals of Node that describe the editor's own machine, or that the web does not have. */
const nodeGlobals = ['process', 'Buffer', '__dirname', '__filename', 'require', 'global', 'setImmediate'];
const ownMachineMessage =
  'core/ and app/ work with any machine: ask the machine, not the process of the editor.';

/** All ways of Node and of the editor to read a file; a whole module could be used for any of them. */
const readsFile = [
  'ImportDeclaration[source.value=/^(node:)?fs(\\x2fpromises)?$/] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier, ImportSpecifier[imported.name=/^(readFile|readFileSync|open|openSync|openAsBlob|readv?|readv?Sync|createReadStream|ReadStream|promises)$/])',
  'ImportExpression > Literal[value=/^(node:)?fs(\\x2fpromises)?$/]',
  'CallExpression[callee.name="require"] > Literal[value=/^(node:)?fs(\\x2fpromises)?$/]',
  'MemberExpression[object.property.name="fs"][property.name="readFile"]',
].map(selector => ({
  selector,
  message:
    'A name may stand for a pipe or a device: read it through hosts/files/regularFile.ts or the keeper.',
}));

/**
 * What the editor draws links and icons in, by the files that may use it: each of them makes the words harmless
 * (client/src/core/text/harmless.ts). Markdown of the client's own is the tooltip of the status bar alone, which has links.
 */
const shownBy = {
  'client/src/ui/messages/shown.ts':
    'showInformationMessage|showWarningMessage|showErrorMessage|withProgress|showQuickPick|showInputBox',
  'client/src/ui/messages/steps.ts': 'createQuickPick',
  'client/src/ui/views/statusBar.ts': 'createStatusBarItem|MarkdownString',
  'client/src/ui/views/rowTree.ts': 'TreeItem|createTreeView',
  'client/src/ui/language/versionItem.ts': 'createLanguageStatusItem',
};
const shownByNone = 'setStatusBarMessage|createInputBox|registerTreeDataProvider|createWebviewPanel';

/** What makes words from outside harmless is used by its own file alone. @param {string} [file] */
const shownElsewhere = file => {
  const names = Object.entries(shownBy).filter(([each]) => each !== file);
  const pattern = `/^(${[shownByNone, ...names.map(([, name]) => name)].join('|')})$/`;
  const message = 'Show it by client/src/ui/messages/shown.ts, which makes words from outside harmless.';
  return [
    { selector: `MemberExpression[property.name=${pattern}]`, message },
    { selector: `Property[key.name=${pattern}] > .value`, message },
    {
      selector: "ImportDeclaration[source.value='vscode'] > ImportSpecifier",
      message: 'Import it as vscode.',
    },
  ];
};

const markupElsewhere = {
  selector: "ImportSpecifier[imported.name='MarkupKind']",
  message: 'Give Markdown by features/markup.ts, which takes only what text/markdown.ts made harmless.',
};

const copiedSpan = {
  selector:
    'ObjectExpression > SpreadElement[argument.name=/(^s|S)pan$/], ObjectExpression > SpreadElement[argument.property.name=/(^s|S)pan$/]',
  message: 'Take start and end: the spans of nodes count from their part and have neither as their own.',
};

/**
 * Forms that files may not use; of several entries for one file, ESLint takes the last one only.
 *
 * @param {string[]} files @param {{ selector: string, message: string }[]} forms
 */
const withoutForms = (files, forms) => ({
  files,
  ignores: ['**/*.test.ts'],
  rules: { 'no-restricted-syntax': /** @type {const} */ (['error', ...forms]) },
});

/** @param {string[]} names @param {string} message */
const forbid = (names, message) => names.map(name => ({ name, message }));

export default defineConfig(
  { ignores: ['**/node_modules/**', '**/dist/**', 'out/**', 'schemas/**', 'examples/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver': {
        typescript: { project: ['server/tsconfig.json', 'client/tsconfig.json', 'test/tsconfig.json'] },
      },
    },
    rules: {
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
    },
  },
  {
    // A text may be as long as a file, and an expression that tries all ways to part it does not end.
    files: ['server/src/**/*.ts', 'client/src/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'certain' }],
      'regexp/no-super-linear-move': ['error', { report: 'certain' }],
    },
  },
  {
    files: ['server/src/**/*.ts', 'client/src/core/**/*.ts'],
    ignores: ['server/src/hosts/**', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: forbid(
            [...nodeBuiltins, 'vscode'],
            'This part is pure: no Node and no editor (docs/architecture.md).',
          ),
        },
      ],
    },
  },
  {
    files: ['client/src/adapters/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: forbid(
            ['vscode', ...Object.keys(singleAdapter)],
            'Only ui/ knows vscode, and one adapter each library.',
          ),
        },
      ],
    },
  },
  {
    files: ['client/src/{core,app}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...forbid(nodeGlobals, ownMachineMessage)],
      'no-restricted-properties': [
        'error',
        { object: 'globalThis', property: 'process', message: ownMachineMessage },
      ],
    },
  },
  {
    files: ['client/src/app/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...forbid(
              ['vscode', ...Object.keys(singleAdapter).filter(name => !nodeBuiltins.includes(name))],
              'Only ui/ knows vscode, and one adapter each library.',
            ),
            ...forbid(nodeBuiltins, ownMachineMessage),
          ],
        },
      ],
    },
  },
  ...Object.entries(singleAdapter).map(([library, file]) => ({
    files: [file],
    rules: {
      'no-restricted-imports': /** @type {const} */ ([
        'error',
        {
          paths: forbid(
            ['vscode', ...Object.keys(singleAdapter).filter(name => name !== library)],
            'One library per adapter.',
          ),
        },
      ]),
    },
  })),
  {
    files: ['client/src/{ui/**,extension}.ts', 'client/src/ui/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: forbid([...Object.keys(singleAdapter)], 'Use the adapter.') },
      ],
    },
  },
  withoutForms(['server/src/**/*.ts'], [...readsFile, markupElsewhere, copiedSpan]),
  withoutForms(['server/src/features/markup.ts'], [...readsFile, copiedSpan]),
  withoutForms(['client/src/**/*.ts'], [...readsFile, ...shownElsewhere()]),
  ...Object.keys(shownBy).map(file => withoutForms([file], [...readsFile, ...shownElsewhere(file)])),
  withoutForms(serverReaders, [markupElsewhere, copiedSpan]),
  withoutForms(clientReaders, shownElsewhere()),
);
