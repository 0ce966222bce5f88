import { describe, expect, it } from 'vitest';
import { english } from '../../text/text';
import { inlayHints } from '../inlayHints';
import { definition, references } from './definition';
import { documentLinks } from './links';
import { marked, textAt } from '../../../../test/support/navigation';

type Finder = typeof definition;

/** Line and text of what is found at ‸. */
function found(source: string, find: Finder = references): [number, string][] {
  const { analysis, position } = marked(source);
  return find(analysis, position).map(({ range }) => [range.start.line, textAt(analysis, range)]);
}

const text = `one: &one {dp_size: 1}
two: &two
  tp_size: 2 # *one
list:
  - *one
merged:
  <<: [*one, *two]
quoted: "*one"
`;

const uses = [
  [0, '&one'],
  [4, '*one'],
  [6, '*one'],
];

describe('an anchor and its aliases', () => {
  it('are each other’s references, from either of them', () => {
    for (const needle of ['&one', 'one {', '*one\nmerged', 'ne\nmerged', '*one,'])
      expect(found(text.replace(needle, `‸${needle}`)), needle).toEqual(uses);
    const { analysis, position } = marked(text.replace('&one', '‸&one'));
    expect(references(analysis, position, false)).toHaveLength(2);
  });

  it('lead to the anchor', () => {
    expect(found(text.replace('- *one', '- *on‸e'), definition)).toEqual([[0, '&one']]);
    expect(found(text.replace('&one', '&o‸ne'), definition)).toEqual([[0, '&one']]);
    expect(found(text.replace('<<', '‸<<'), definition)).toEqual([
      [0, '&one'],
      [1, '&two'],
    ]);
    expect(found('a: *‸none\n', definition)).toEqual([]);
  });

  it('are what a merge key is about', () => {
    expect(found(text.replace('<<', '<‸<'))).toEqual([...uses, [1, '&two'], [6, '*two']]);
  });

  it('are none in quotes, comments and blocks of text', () => {
    expect(found(text.replace('# *one', '# *‸one'))).toEqual([]);
    expect(found(text.replace('"*one', '"*‸one'))).toEqual([]);
    expect(found('a: &x 1\nb: |\n  *‸x\n')).toEqual([]);
  });
});

describe('what an alias repeats', () => {
  const shared = `args: &args
  model_id: &id ms://Qwen/A
  backend: transformers
  nproc_per_node: 1
  queue_config: {queue_timeout: 1800}
applications:
  - &m
    name: A
    route_prefix: /api/v1/model/Qwen/A
    import_path: model
    args: *args
  - <<: *m
    route_prefix: /api/v1/sampler/Qwen/A
    import_path: sampler
    args: *args
  - name: s
    import_path: server
    args:
      supported_models: [&n Qwen/A, *n]
`;

  it('is one reference, one target and one link', () => {
    expect(found(shared.replace('/sampler/Qwen', '/sampler/‸Qwen'))).toEqual([
      [18, 'Qwen/A'],
      [8, 'Qwen/A'],
      [1, 'Qwen/A'],
      [7, 'A'],
      [12, 'Qwen/A'],
    ]);
    expect(found(shared.replace('/sampler/Qwen', '/sampler/‸Qwen'), definition)).toEqual([[18, 'Qwen/A']]);
    const { analysis } = marked(`‸${shared}`);
    expect(documentLinks(analysis)).toHaveLength(1);
  });

  it('has one hint', () => {
    const { analysis } = marked(`‸${shared}`);
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = inlayHints(analysis, whole, english).filter(({ label }) => label === '= 30 min');
    expect(hints).toHaveLength(1);
  });
});
