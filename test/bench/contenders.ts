/** The two language servers of the benchmark, each as a user of it would run it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Contender {
  readonly name: string;
  readonly version: string;
  readonly argv: readonly string[];
  readonly languageId: string;
  /** Whether diagnostics carry the version of their document. */
  readonly versioned: boolean;
  /** Answers to `workspace/configuration`, by section. */
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly version: string;
}

/** Our server, as built. */
export function twinkleLanguageServer(root: string): Contender {
  const { version } = createRequire(join(root, 'package.json'))('./server/package.json') as Manifest;
  return {
    name: 'twinkle-language-server',
    version,
    argv: [join(root, 'server/dist/server.js'), '--stdio'],
    languageId: 'twinkle-server-config',
    versioned: true,
    settings: {},
  };
}

/** Red Hat's server with our schema, which is what such a file gets in an editor without our extension. */
export function yamlLanguageServer(root: string): Contender {
  const load = createRequire(join(root, 'package.json'));
  const manifestPath = load.resolve('yaml-language-server/package.json');
  const { version } = load(manifestPath) as Manifest;
  const schema = pathToFileURL(join(root, 'schemas/0.5.1.json')).href;
  return {
    name: 'yaml-language-server',
    version,
    argv: [join(dirname(manifestPath), 'bin/yaml-language-server'), '--stdio'],
    languageId: 'yaml',
    versioned: false,
    settings: {
      yaml: {
        schemas: { [schema]: '/server_config*.yaml' },
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
        validate: true,
        completion: true,
        hover: true,
      },
    },
  };
}
