/** Our schemas alone, in the YAML language server that other editors use, chosen by the line of docs/schemas.md. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CompletionRequest,
  DiagnosticSeverity,
  HoverRequest,
  type MarkupContent,
} from 'vscode-languageserver/node';
import { yamlLanguageServer } from '../bench/contenders';
import { configurations } from '../configs/configurations';
import { ownVerdict } from '../oracle/compare';
import { compileSchema, loadPlainly } from '../oracle/schemaAlone';
import { fullCapabilities, LspClient, type Published } from './client';
import { examples, root } from './exampleFiles';

const configSchemas = ['0.4.0', '0.5.0', '0.5.1'];
const schemaPath = (name: string): string => join(root, 'schemas', `${name}.json`);
/** The line by which a text chooses its schema. */
const choosing = (schema: string): string => `# yaml-language-server: $schema=${schema}\n`;

let client: LspClient;
beforeAll(async () => {
  const [path = '', ...args] = yamlLanguageServer(root).argv;
  const yaml = { validate: true, completion: true, hover: true, yamlVersion: '1.1' };
  const offline = { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } };
  const capabilities = { ...fullCapabilities, workspace: { configuration: true } };
  client = await LspClient.start({}, capabilities, args, {
    path,
    settings: { yaml: { ...yaml, ...offline } },
  });
});
afterAll(() => {
  client.kill();
});

let opened = 0;
async function open(text: string, folder = root): Promise<string> {
  opened += 1;
  const uri = pathToFileURL(join(folder, `opened-${opened}.yaml`)).href;
  await client.open(uri, text, 'yaml');
  return uri;
}

/** Errors as `line message`, lines from 0, in the order of the text. */
const errorsIn = ({ diagnostics }: Published): string[] =>
  diagnostics
    .filter(({ severity }) => severity === DiagnosticSeverity.Error)
    .sort((a, b) => a.range.start.line - b.range.start.line)
    .map(
      ({ message, range }) => `${range.start.line} ${typeof message === 'string' ? message : message.value}`,
    );

const withUnknownKey = (text: string): string => `${text.trimEnd()}\nunheard_of: 1\n`;

/**
 * Errors of a text with one unknown key behind it, without that one. Where it is missing, no schema was in force. What
 * is published comes without a version, so the key also tells that this text has been looked at.
 */
async function errorsOf(text: string, schema: string, folder?: string): Promise<string[]> {
  const whole = choosing(schema) + withUnknownKey(text);
  const uri = await open(whole, folder);
  const published = await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
  const errors = errorsIn(published);
  const own = `${whole.split('\n').length - 2} Property unheard_of is not allowed.`;
  expect(errors).toContain(own);
  return errors.filter(each => each !== own);
}

/** False for a text in braces, of marked ends, or that is no YAML to such a server: no key can stand behind it. */
function takesMore(text: string): boolean {
  const whole = loadPlainly(withUnknownKey(text));
  return typeof whole === 'object' && whole !== null && 'unheard_of' in whole;
}

/** What a text says of itself: behind `#!` what is wrong in that line. */
const marked = (text: string): string[] =>
  text.split('\n').flatMap((line, index) => {
    const mark = / #! (.*)$/.exec(line)?.[1];
    return mark === undefined ? [] : [`${index} ${mark}`];
  });

const wrong = `http_options:
  hots: 0.0.0.0 #! Property hots is not allowed.
  port: nine #! Expected an integer or an interpolation (\${…}).
telemetry:
  enabled: maybe #! Expected true or false or an interpolation (\${…}).
applications:
  - name: model
    route_prefix: /api/v1/model/q
    import_path: model
    args: #! Missing property "model_id".
      backend: transformers
      nproc_per_node: many #! Expected an integer or an interpolation (\${…}).
      device_group: { name: m, ranks: 4, device_type: cuda, memory: 1 } #! Property memory is not allowed.
      device_mesh: { dp_size: 4 }
      max_lora: 3 #! Property max_lora is not allowed.
`;

const good = `http_options:
  port: \${oc.env:PORT,8000}
telemetry:
  enabled: no
applications:
  - name: model
    route_prefix: /api/v1/model/q
    import_path: model
    args:
      model_id: q
      backend: transformers
      nproc_per_node: "4"
      device_group: { name: m, ranks: 4, device_type: cuda }
      device_mesh: { dp_size: 4 }
`;

describe.each(configSchemas)('schemas/%s.json', name => {
  const schema = schemaPath(name);

  it('has nothing against a good file, by a path or a URI', async () => {
    const example = join(examples, 'server-guide/0.5.1/transformers/server_config.yaml');
    for (const text of [good, readFileSync(example, 'utf8')])
      for (const path of [schema, pathToFileURL(schema).href, relative(dirname(example), schema)])
        expect(await errorsOf(text, path, dirname(example)), path).toEqual([]);
  });

  it('has nothing against configurations that the loader accepts', async () => {
    const validate = compileSchema(root, `${name}.json`);
    // By our own verdict, which the oracle's tests hold against the loaders' about the same texts; they also say why
    // the schema alone refuses some of them. A byte order mark is for the editor.
    const accepted = configurations(root)
      .map(({ file, text }) => ({ file, text: text.replace('\ufeff', '') }))
      .filter(({ text }) => ownVerdict(text, name).first === undefined && takesMore(text))
      .filter(({ text }) => validate(loadPlainly(text)));
    expect(accepted.length).toBeGreaterThan(30);
    const found = await Promise.all(
      accepted.map(async ({ file, text }) => ({ file, errors: await errorsOf(text, schema) })),
    );
    expect(found.filter(({ errors }) => errors.length > 0)).toEqual([]);
  });

  it('marks unknown keys, wrong types and missing keys in their lines', async () => {
    const text = choosing(schema) + wrong;
    const published = await client.diagnostics(await open(text), ({ diagnostics }) => diagnostics.length > 0);
    expect(errorsIn(published)).toEqual(marked(text));
  });

  it('completes the arguments of a model, and explains them', async () => {
    const text = `${choosing(schema)}${good}      `;
    const textDocument = { uri: await open(text) };
    const lines = text.split('\n');
    const answer = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position: { line: lines.length - 1, character: 6 },
    });
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    const offered = items.map(({ label }) => label);
    expect(offered).toContain('max_loras');
    // What is there already, and what other kinds of applications have.
    expect(offered).not.toContain('nproc_per_node');
    expect(offered).not.toContain('supported_models');
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: lines.findIndex(line => line.includes('nproc_per_node')), character: 8 },
    });
    const { value } = hover?.contents as MarkupContent;
    expect(value).toContain('GPUs that the application takes on each node that it uses.');
  });
});

describe('schemas/twinkle_cluster.json', () => {
  const schema = schemaPath('twinkle_cluster');

  it.each(globSync('**/twinkle_cluster*.yaml', { cwd: examples }).sort())(
    'has nothing against %s',
    async file => {
      expect(await errorsOf(readFileSync(join(examples, file), 'utf8'), schema)).toEqual([]);
    },
  );

  it('marks unknown keys, wrong types and missing keys in their lines', async () => {
    const text = `${choosing(schema)}cluster_name: lab
nodez: [] #! Property nodez is not allowed.
ray:
  port: nine #! Incorrect type. Expected "integer".
nodes:
  - host: local #! Missing property "name".
    gpus: [0]
  - name: second
    gpu: 1 #! Property gpu is not allowed.
    gpus: many #! Incorrect type. Expected "array".
`;
    const published = await client.diagnostics(await open(text), ({ diagnostics }) => diagnostics.length > 0);
    expect(errorsIn(published)).toEqual(marked(text));
  });

  it('completes and explains the keys of a node', async () => {
    const text = `${choosing(schema)}nodes:\n  - name: head\n    gpus: [0]\n    `;
    const textDocument = { uri: await open(text) };
    const answer = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position: { line: 4, character: 4 },
    });
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    expect(items.map(({ label }) => label)).toContain('cpus');
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: 3, character: 5 },
    });
    expect((hover?.contents as MarkupContent).value).toContain(
      "Ids of the host's GPUs that belong to the node",
    );
  });
});
