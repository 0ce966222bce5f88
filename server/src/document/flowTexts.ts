/**
 * Plain text in brackets that the package and the loader read differently. To libyaml 0.2.5 a `?` or `:` that begins a
 * token in brackets is an indicator whatever follows (`yaml_parser_fetch_next_token`), and a colon before a bracket, a
 * comma or a question mark is an error (`yaml_parser_scan_plain_scalar`).
 */
import { isScalar, isSeq, Pair, Scalar, YAMLMap, type Document, type Node } from 'yaml';
import { text } from '../text/text';
import { eachCollection } from './collections';
import type { Finding } from './finding';
import { problem } from './problems';

/** Findings for what the loader refuses. What it reads otherwise is rewritten in the tree of the package. */
export function flowTextProblems(document: Document.Parsed, source: string): Finding[] {
  const findings: Finding[] = [];
  if (!/[[{]/.test(source)) return findings;
  const check = (node: unknown): void => {
    if (!isScalar(node) || node.type !== 'PLAIN' || !node.range) return;
    const [start, end] = node.range;
    // The character behind a text may be the colon that makes a key of it.
    const written = source.slice(start, end + 2);
    if (!/^:|:[,?[\]{}]/.test(written)) return;
    const message = text('In brackets a colon needs a blank behind it, or quotes around the text.');
    findings.push(problem('yaml-syntax', message, { start, end: Math.max(end, start + 1) }));
  };
  eachCollection(document.contents, (collection, inFlow) => {
    if (!inFlow) return;
    if (isSeq(collection)) {
      if (collection.flow === true) collection.items = collection.items.map(item => asKey(item) ?? item);
      for (const item of collection.items) check(item);
      return;
    }
    for (const pair of collection.items) {
      if (collection.flow === true) pair.key = keyOf(pair.key);
      check(pair.key);
      check(pair.value);
    }
  });
  return findings;
}

const isKey = (node: unknown): node is Scalar<string> =>
  isScalar(node) && node.type === 'PLAIN' && typeof node.value === 'string' && /^\?./.test(node.value);

/** `[?x]` is a list of a mapping with the key `x`. */
function asKey(item: unknown): YAMLMap | undefined {
  if (!isKey(item)) return undefined;
  const map = new YAMLMap();
  map.flow = true;
  map.items.push(new Pair(keyOf(item), null));
  if (item.range) map.range = item.range;
  return map;
}

/** `{?x: 1}` has the key `x`. */
function keyOf(key: unknown): Node | null {
  if (!isKey(key)) return key as Node | null;
  const inner = new Scalar(key.value.slice(1));
  inner.type = 'PLAIN';
  if (key.range) inner.range = [key.range[0] + 1, key.range[1], key.range[2]];
  return asKey(inner) ?? inner;
}
