/** A tree is a value: whatever is read from it and after it, nothing writes to it. Only where its parts begin changes. */
import { describe, expect, it } from 'vitest';
import { readServerConfig } from '../config/readServerConfig';
import { createAnalyzer } from './analysis';
import { PartStart } from '../document/tree/partSpan';
import { parseDocument } from '../document/parse';
import { withInterpolations } from '../document/omegaconf/resolve';
import { changed, type TextChange } from '../document/tree/textChange';
import type { ParsedDocument } from '../document/tree/tree';

const text = `# before all
ray_namespace: a
applications:
  - name: one
    import_path: model
    args: &args
      model_id: ms://a/b
      max_loras: 5
      device_group: {name: model, ranks: 2, device_type: GPU}

  - name: two
    import_path: sampler
    args:
      <<: *args
      max_loras: 5
      model_id: \${ray_namespace}
  - name: three
    import_path: processor
    args:
      nproc_per_node: 1
      deep: [1, {a: b}, "c"]
proxy_location: EveryNode
http_options:
  port: 1 # of all
  host: a
`;

/** Each leads from the text that the one before it has left. */
const edits: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a line before all', '# before all', '# before all\n# and one more'],
  ['a longer value', 'nproc_per_node: 1', 'nproc_per_node: 1000'],
  ['a key', 'nproc_per_node: 1000', 'nproc: 1000'],
  ['a value of the root', 'port: 1 # of all', 'port: 12345 # of all'],
  ['a line in an application', 'nproc: 1000', 'nproc: 1000\n      ncpu: 1'],
  ['half a key', 'ncpu: 1', 'ncp'],
  ['an anchor', 'max_loras: 5', 'max_loras: &five 5'],
  ['an application less', '  - name: one', '  # - name: one'],
  ['an open quote', 'name: three', 'name: "three'],
];

describe('a tree', () => {
  it('is never written to, whichever way the next text is read', () => {
    let source = text;
    let document = frozen(parseDocument(source));
    for (const [what, from, to] of edits) {
      const change: TextChange = {
        start: source.indexOf(from),
        end: source.indexOf(from) + from.length,
        newText: to,
      };
      expect(change.start, what).toBeGreaterThanOrEqual(0);
      source = changed(source, change);
      document = frozen(parseDocument(source, document, change));
      const fresh = parseDocument(source);
      expect(document.root, what).toEqual(fresh.root);
      readServerConfig(withInterpolations(document));
    }
  });

  it('is not written to by what is made of it', () => {
    const analyzer = createAnalyzer(message => {
      throw new Error(message);
    });
    let last = analyzer.config({ uri: 'file:///s', text }, {});
    let source = text;
    for (const [what, from, to] of edits) {
      frozen(last.document);
      source = source.replace(from, to);
      last = analyzer.config({ uri: 'file:///s', text: source }, {}, undefined, last);
      const fresh = createAnalyzer(() => undefined).config({ uri: 'file:///s', text: source }, {});
      const told = ({ findings }: typeof last) => findings.map(({ code, span }) => ({ code, span }));
      expect(told(last), what).toEqual(told(fresh));
    }
  });
});

/** The same document, of which nothing but the beginnings of its parts can be written. */
function frozen(document: ParsedDocument): ParsedDocument {
  freeze(document, new Set());
  return document;
}

function freeze(value: unknown, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || value instanceof PartStart || seen.has(value)) return;
  seen.add(value);
  for (const each of value instanceof Map ? value.values() : Object.values(value)) freeze(each, seen);
  Object.freeze(value);
}
