import { describe, expect, it } from 'vitest';
import { readServerConfig } from '../../config/readServerConfig';
import { parseDocument } from '../../document/parse';
import { english } from '../../text/text';
import { fieldTable } from '../table/table';
import { validateServerConfig } from './validate';

function told(text: string, version: string): string[] {
  const document = parseDocument(text);
  return validateServerConfig(document, readServerConfig(document), fieldTable(version)).map(
    ({ message, stage }) => `${stage} ${english(message)}`,
  );
}

const application = (importPath: string, args: string, before = ''): string =>
  `${before}applications:\n  - name: a\n    import_path: ${importPath}\n    args: ${args}\n`;
const processor = '{ ncpu_proc_per_node: 2, device_group: {}, device_mesh: {} }';

describe('builder functions of 0.1 to 0.3', () => {
  it('tells what they miss', () => {
    expect(told(application('processor', '{ ncpu_proc_per_node: 2 }'), '0.3.0')).toEqual([
      "deploy 'device_group' is missing: without it build_processor_app of twinkle-kit 0.3.0 fails at deploy with a TypeError.",
      "deploy 'device_mesh' is missing: without it build_processor_app of twinkle-kit 0.3.0 fails at deploy with a TypeError.",
    ]);
    expect(told(application('model', '~'), '0.2.0')).toHaveLength(4);
    expect(told('applications:\n  - name: a\n    import_path: sampler\n', '0.2.1')).toHaveLength(4);
  });

  it('knows what changed in 0.2', () => {
    expect(told(application('processor', processor), '0.2.0')).toEqual([]);
    expect(told(application('processor', processor, 'server_type: twinkle\n'), '0.1.3')).toEqual([
      "deploy 'nproc_per_node' is missing: without it build_processor_app of twinkle-kit 0.1.3 fails at deploy with a TypeError.",
    ]);
  });

  it('says in 0.1 only what is so for both kinds of server, unless the file tells which', () => {
    const sampler = application('sampler', '{ model_id: a/b }');
    expect(told(sampler, '0.1.3')).toEqual([]);
    expect(told(`server_type: tinker\n${sampler}`, '0.1.3')).toHaveLength(3);
    expect(told(application('processor', '{}'), '0.1.3')).toEqual([]);
    expect(told(application('processor', '{}', 'server_type: tinker\n'), '0.1.3')).toEqual([
      "deploy Unknown application 'processor' in twinkle-kit 0.1.3: the launch fails with a ValueError. Known: model, sampler, server.",
    ]);
  });

  it('tells what is given twice, and an application that is none', () => {
    expect(told(application('server', '{ deploy_options: {} }'), '0.3.0')).toHaveLength(1);
    expect(told(application('gateway', '{}'), '0.3.0')).toHaveLength(1);
  });

  it('is content with what they take, also further arguments, and says nothing of what is unknown', () => {
    for (const text of [
      application('server', '{ port: 1 }'),
      application('build_server_app', '{}'),
      application('"${x}"', '{}'),
      application('model', '"${x}"'),
      application('model', '{ model_id: a'),
      '',
    ])
      expect(told(text, '0.3.0'), text).toEqual([]);
    expect(told(application('processor', '{}'), '0.6.0')).toEqual([]);
  });
});
