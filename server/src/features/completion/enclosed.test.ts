import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../document/parse';
import { analyze, at, labels, taken } from '../../../../test/support/completion';

const application = 'applications:\n  - name: a\n    import_path: processor\n';

describe('nothing is offered', () => {
  it.each([
    ['in a word that is the whole file with those below it', 'persist\n\n‸\n中\n'],
    ['beside a text in quotes that is the whole file', "'\n‸'\n"],
    ['behind a text that is the whole file', '\n 中\n ‸ \n    # why\n'],
    ['before a list that is the whole file', '‸\n- name: server\n'],
    ['in the second line of a text', 'proxy_location: Every\n  No‸de\n'],
    ['in a text in the place of the applications', 'applications:\n     model_id:...\n ms://Qwen‸\n'],
    ['in a block of text', 'applications:\n  - name: |\n      imp‸\n'],
    ['for a mapping where a list stands', 'persistence:\n  - mode: file\n ‸'],
    ['before a text where a mapping belongs', 'http_options: 😀\n ‸\n'],
    [
      'in a comment line within brackets',
      `${application}    args: { device_mesh: { dp_size: 2\n  ‸  # why\n } }\n`,
    ],
    ['behind the rest of brackets of the lines above', 'applications: [\n1, 5lications:\n, 6, 7]‸\n'],
    ['behind a key that has a colon in it', 'http_options:\n  mod:port:  ‸80:80\n'],
    ['between a directive and its document', '%YAML 1.1\n‸\n---\nproxy_location: a\n'],
    ['before the document', '‸\n---\nproxy_location: a\n'],
    ['at the sign of a document', '%YAML 1.1\n--- ‸\nproxy_location: a\n'],
    ['behind the document', 'proxy_location: a\n...\n‸\n'],
    ['in a key behind a question mark', '? a‸\n: b\n'],
    ['before an anchor in brackets', 'telemetry: {‸&a enabled: true}\n'],
    ['before a tag in brackets', 'telemetry: {enabled: ‸!!bool true}\n'],
    ['before an anchor', 'proxy_location: ‸&a HeadOnly\n'],
    [
      'before a text in quotes, in brackets',
      `${application}    args:\n      device_group: { ranks: [0, ‸"1"] }\n`,
    ],
    ['before a sign that no key begins with', 'telemetry: {ena‸!x `bled: false}\n'],
    ['within a key of brackets that has a colon', 'telemetry: {enabled:‸a: b\n false}\n'],
  ])('%s', (_, marked) => {
    expect(analyze(marked.replace('‸', '')).document.problems).toEqual([]);
    expect(labels(marked)).toEqual([]);
  });
});

describe('keys are still offered', () => {
  it.each([
    ['for a word that is the whole file', 'proxy‸\n', 'proxy_location'],
    ['between comments', '# why\n‸\n# what\n', 'applications'],
    ['between the signs of a document', '---\n‸\n...\n', 'applications'],
    ['behind the signs of earlier lines', '%YAML 1.1\n---\nproxy_location: a\n‸\n', 'applications'],
    ['for a word where a mapping belongs', 'http_options:\n  ho‸\n', 'host'],
    ['in a key of a text over lines', 'http_options:\n  ho‸: a\n    b\n', 'host'],
    ['behind a block of text', 'telemetry:\n  a: |\n    x\n‸\nproxy_location: y\n', 'http_options'],
    ['beside a block of text', 'http_options:\n  host: |\n    x\n  ‸', 'port'],
    ['in brackets over lines', 'http_options: {\n  host: x,\n  po‸\n}\n', 'port'],
    ['in brackets on one line', 'http_options: { ho‸ }\n', 'host'],
  ])('%s', (_, marked, label) => {
    expect(labels(marked)).toContain(label);
  });
});

describe('what is taken', () => {
  it('has a blank before a comment that stands right behind it', () => {
    expect(taken('http_options:\n  port: ‸# why\n', '8000')).toBe('http_options:\n  port: 8000 # why\n');
    const items = at('applications:\n  ‸#  name: x\n');
    expect(items.length).toBeGreaterThan(0);
    for (const { label } of items)
      expect(taken('applications:\n  ‸#  name: x\n', label), label).toContain(' #  name: x\n');
  });

  it('replaces a value behind the cursor, whatever it begins with', () => {
    expect(taken('persistence:\n  redis_url:‸ ${oc.env:A}\n', '"redis://localhost:6379/0"')).toBe(
      'persistence:\n  redis_url: "redis://localhost:6379/0"\n',
    );
  });

  it('is a part of the word that the sign of a comment is a part of', () => {
    expect(taken('persistence: { mode: mem‸# }\n', 'memory')).toBe('persistence: { mode: memory# }\n');
  });

  it('replaces a value to its end, whichever character that is', () => {
    const start = 'applications:\n  - args:\n      model_id: ';
    expect(taken(`${start}‸m\ufeff\n    import_path: model\n`, '"m\ufeff"')).toBe(
      `${start}"m\ufeff"\n    import_path: model\n`,
    );
    expect(taken(`${start.trimEnd()}‸ \ufeff\n    import_path: model\n`, '"\ufeff"')).toBe(
      `${start}"\ufeff"\n    import_path: model\n`,
    );
  });

  it('is followed by a comma where an entry follows in brackets, on whichever line', () => {
    expect(taken('http_options: { ‸\nport: 1 }\n', 'host')).toBe('http_options: { host: ,\nport: 1 }\n');
    expect(taken('http_options: { ‸ # why\nport: 1 }\n', 'host')).toBe(
      'http_options: { host: , # why\nport: 1 }\n',
    );
    const ranks = (items: string) =>
      `applications:\n  - import_path: model\n    args:\n      nproc_per_node: 4\n      device_group:\n        ranks: [${items}]\n      device_mesh: { dp_size: 4 }\n`;
    expect(taken(ranks('0, 1,‸\n # why\n 3'), '4')).toBe(ranks('0, 1, 4,\n # why\n 3'));
    expect(taken('http_options: { ho‸, port: 1 }\n', 'host')).toBe('http_options: { host: , port: 1 }\n');
  });

  it('has a blank before it only behind the dash itself', () => {
    const start = 'applications:\n    - ';
    const whole = taken(`${start}mock-‸model\n`, 'server');
    expect(whole).toMatch(/^applications:\n    - name: server\n      \w/);
    expect(taken(`${start.trimEnd()}‸\n`, 'server')).toBe(whole);
    const wide = taken(`${start} one‸\n`, 'server');
    expect(wide).toMatch(/^applications:\n    -  name: server\n       \w/);
    expect(parseDocument(wide).problems).toEqual([]);
    expect(labels(`${start} one‸\n`), 'the dash of another item').not.toContain(
      'model and sampler for 2 GPUs',
    );
    expect(labels(`${start}one‸\n`)).toContain('model and sampler for 2 GPUs');
  });

  it('closes what a colon at the end of a line would make a key of', () => {
    const text = taken('telemetry:\n  service_name: ${‸\n', 'oc.env');
    expect(text).toBe('telemetry:\n  service_name: ${oc.env:}\n');
    expect(parseDocument(text).problems).toEqual([]);
    expect(taken('telemetry:\n  service_name: ${‸}\n', 'oc.env')).toBe(text);
    expect(taken('telemetry:\n  service_name: ${‸\n', 'oc.env', { snippets: true })).toBe(text);
    const [item] = at('telemetry:\n  service_name: ${‸\n', { snippets: true });
    expect(item?.textEdit?.newText, 'the cursor stays within').toBe('oc.env:$0}');
  });
});
