/** The collections in a tree of the `yaml` package, whose own `visit` notes the way to each node and so takes far longer. */
import { isMap, isPair, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';

/**
 * Calls back for each collection before those in it, which may be other ones after the call.
 *
 * @param each is told whether the collection is in brackets, or in one that is
 */
export function eachCollection(
  node: unknown,
  each: (collection: YAMLMap | YAMLSeq, inFlow: boolean) => void,
  inFlow = false,
): void {
  if (!isMap(node) && !isSeq(node)) return;
  const isFlow = inFlow || node.flow === true;
  each(node, isFlow);
  for (const item of node.items as unknown[]) {
    if (!isPair(item)) {
      eachCollection(item, each, isFlow);
      continue;
    }
    eachCollection(item.key, each, isFlow);
    eachCollection(item.value, each, isFlow);
  }
}
