// Which part may import which: docs/architecture.md in a form that fails. `npm run lint` runs it.

/**
 * `layers` from the lowest to the highest: a file of one may import its own and those before it. `a|b` are two folders
 * of one layer.
 * @param {string} root
 * @param {string[]} layers
 */
const oneWay = (root, layers) =>
  layers.slice(0, -1).map((layer, index) => ({
    name: `${root}/${layer}-is-below`,
    comment: `${layer}/ must not know what is above it (docs/architecture.md).`,
    severity: 'error',
    from: { path: `^${root}/(${layer})/` },
    to: { path: `^${root}/(${layers.slice(index + 1).join('|')})/` },
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
      'document',
      'config',
      'schema',
      'placement',
      'rules',
      'features',
      'hosts',
    ]),
    ...oneWay('client/src', ['core', 'adapters', 'app', 'ui']),
    ...oneWayInside('client/src/core', [
      'text',
      'async',
      'format|series',
      'secrets',
      'machine|records',
      'ray',
      'cluster|launch',
      'rows|forecast',
    ]),
    ...oneWayInside('client/src/app', ['records', 'ray', 'cluster|launch']),
    ...oneWayInside('client/src/ui', [
      'messages',
      'files',
      'trust',
      'settings',
      'language',
      'model',
      'pages|views',
      'commands',
    ]),
    ...apart('client/src/core', ['cluster', 'launch']),
    ...apart('client/src/app', ['cluster', 'launch']),
    forbid(
      'ui-knows-no-adapter',
      'extension.ts gives adapters to ui/ (docs/architecture.md).',
      { path: '^client/src/ui/', pathNot: '[.]test[.]ts$' },
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
      'Client and server share server/src/protocol.ts.',
      { path: '^client/src/', pathNot: '[.]test[.]ts$' },
      { path: '^server/', pathNot: '^server/src/protocol[.]ts$' },
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
