// Which part may import which: docs/architecture.md in a form that fails. `npm run lint` runs it.

/**
 * Paths of a layer: of folders, or of files beside them. `a|b` are two folders of one layer.
 * @param {string} layer
 */
const inside = layer =>
  layer
    .split('|')
    .map(each => (each.endsWith('[.]ts') ? `${each}$` : `${each}/`))
    .join('|');

/**
 * `layers` from the lowest to the highest: a file of one may import its own and those before it.
 * @param {string} root
 * @param {string[]} layers
 */
const oneWay = (root, layers) =>
  layers.slice(0, -1).map((layer, index) => ({
    name: `${root}/${layer}-is-below`,
    comment: `${layer} must not know what is above it (docs/architecture.md).`,
    severity: 'error',
    from: { path: `^${root}/(${inside(layer)})` },
    to: {
      path: `^${root}/(${layers
        .slice(index + 1)
        .map(inside)
        .join('|')})`,
    },
  }));

/**
 * The same for the folders of one layer; a test of a lower folder may use the upper ones.
 * @param {string} root
 * @param {string[]} layers
 */
const oneWayInside = (root, layers) =>
  oneWay(root, layers).map(rule => ({ ...rule, from: { ...rule.from, pathNot: '[.]test[.]ts$' } }));

/**
 * Folders of one layer that do not know each other.
 * @param {string} root
 * @param {string[]} folders
 */
const apart = (root, folders) =>
  folders.map(folder => ({
    name: `${root}/${folder}-is-apart`,
    comment: `${folder}/ and its neighbor share what is below them (docs/architecture.md).`,
    severity: 'error',
    from: { path: `^${root}/${folder}/` },
    to: { path: `^${root}/(${folders.filter(each => each !== folder).join('|')})/` },
  }));

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...oneWay('server/src', [
      'text',
      'strings',
      'document',
      'config',
      'schema',
      'mesh',
      'models',
      'placement',
      'rules',
      'analysis',
      'causes',
      'features',
      'hosts',
    ]),
    ...oneWayInside('server/src/document', [
      'tree',
      'yaml/scan',
      'limits',
      'yaml/read',
      'values',
      'omegaconf',
      'parts',
      '[a-zA-Z]+[.]ts',
      'edits',
      'cursor',
      'format',
    ]),
    ...oneWayInside('server/src/schema', ['table', 'checks']),
    ...oneWayInside('server/src/placement', ['demand', 'search', '[a-zA-Z]+[.]ts']),
    ...oneWayInside('server/src/analysis', ['files', 'lookAlikes', 'settings', '[a-zA-Z]+[.]ts']),
    ...oneWayInside('server/src/features', [
      'fields',
      'completion',
      'hover',
      'navigation',
      'refactorings',
      'codeActions',
      'views',
      'newFiles',
    ]),
    forbid(
      'rules-are-apart',
      'A rule knows no rule of another folder: what two need is in rules/engine/, rules/fixes/, or below the rules.',
      { path: '^server/src/rules/([^/]+)/' },
      { path: '^server/src/rules/', pathNot: '^server/src/rules/($1|engine|fixes)/' },
    ),
    forbid(
      'the-engine-knows-no-rule',
      'rules/registry.ts alone knows all rules, and gives them to those above.',
      { path: '^server/src/rules/engine/' },
      { path: '^server/src/rules/', pathNot: '^server/src/rules/engine/' },
    ),
    forbid(
      'fixes-know-no-rule',
      'A fix serves several rules.',
      { path: '^server/src/rules/fixes/' },
      { path: '^server/src/rules/', pathNot: '^server/src/rules/(engine|fixes)/' },
    ),
    forbid(
      'hosts-are-apart',
      'The command line knows nothing of a connection.',
      { path: '^server/src/hosts/cli/' },
      { path: '^server/src/hosts/lsp/' },
    ),
    forbid(
      'connection-knows-no-command-line',
      'The language server knows nothing of the command line.',
      { path: '^server/src/hosts/lsp/' },
      { path: '^server/src/hosts/cli/' },
    ),
    forbid(
      'hosts-share-what-knows-neither',
      'What both hosts use knows neither of them.',
      { path: '^server/src/hosts/(files/|[^/]+[.]ts$)' },
      { path: '^server/src/hosts/(lsp|cli)/' },
    ),
    ...oneWay('client/src', ['core', 'adapters', 'app', 'ui']),
    ...oneWayInside('client/src/core', [
      'text',
      'async',
      'format|series',
      'secrets',
      'machine|records',
      'newConfig',
      'ray',
      'cluster|launch',
      'testRequest',
      'rows|forecast|logs',
    ]),
    ...oneWayInside('client/src/app', [
      'interpreters|newConfig',
      'ray',
      'cluster|launch',
      'testRequest|logs|window',
    ]),
    ...oneWayInside('client/src/ui', [
      'messages',
      'files',
      'trust',
      'settings',
      'language',
      'model',
      'pages|views|newConfig|launchWith|logs',
      'commands',
    ]),
    ...apart('client/src/core', ['cluster', 'launch']),
    ...apart('client/src/app', ['cluster', 'launch']),
    forbid(
      'the-entry-wires-adapters',
      'app/ and ui/ see ports of core/; extension.ts gives them the adapters.',
      { path: '^client/src/(app|ui)/', pathNot: '[.]test[.]ts$' },
      { path: '^client/src/adapters/' },
    ),
    forbid(
      'server-knows-no-client',
      'The server knows nothing of the client.',
      { path: '^server/' },
      { path: '^client/' },
    ),
    forbid(
      'only-the-protocol-is-shared',
      'Client and server share server/src/protocol.ts, with the parts that it exports.',
      { path: '^client/src/', pathNot: '[.]test[.]ts$' },
      { path: '^server/', pathNot: '^server/src/protocol(/|[.]ts$)' },
    ),
    forbid(
      'entry-wires-only',
      'Nothing imports an entry.',
      {},
      { path: '^client/src/(extension|web)[.]ts$' },
    ),
    forbid(
      'no-tests-in-the-product',
      'A product file never imports a test.',
      { path: '^(client|server)/src/', pathNot: '[.]test[.]ts$' },
      { path: '(^test/|[.]test[.]ts$)' },
    ),
    forbid(
      'no-cycles',
      'Two files that need each other are one file, or three.',
      { path: '^(client|server|test)/' },
      { circular: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
