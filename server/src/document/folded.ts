/** Values of texts over several lines, where what the package read is not the text as it is written. */
import { isPair, isScalar, type Document } from 'yaml';
import { eachCollection } from './collections';
import { compose } from './composer';

/** Stand for the line breaks that are not folded: LS and PS stay what they are (libyaml 0.2.5, `yaml_parser_scan_flow_scalar`). */
const separators = ['\u2028', '\u2029'] as const;
const standIns = ['\ue000', '\ue001'] as const;

/** Gives each scalar over several lines the value that it has in the original. */
export function refold(document: Document.Parsed, original: string): void {
  refoldScalar(document.contents, original);
  eachCollection(document.contents, collection => {
    for (const item of collection.items as unknown[]) {
      if (!isPair(item)) {
        refoldScalar(item, original);
        continue;
      }
      refoldScalar(item.key, original);
      refoldScalar(item.value, original);
    }
  });
}

function refoldScalar(node: unknown, original: string): void {
  if (!isScalar(node)) return;
  const [start, end] = node.range ?? [0, 0];
  const written = original.slice(start, end);
  if (written === '-') node.value = written;
  if (!/[\n\u2028\u2029]/.test(written)) return;
  if (node.type === 'PLAIN') node.value = withSeparators(folded(withStandIns(written)));
  else if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') {
    const value = quoted(withStandIns(written));
    if (value !== undefined) node.value = withSeparators(value);
  }
}

/** What a quoted text stands for. One with escapes and the like is left to the package, which takes much longer. */
function quoted(written: string): string | undefined {
  const inside = written.slice(1, -1);
  const isClosed = written.length > 1 && written.at(0) === written.at(-1);
  if (isClosed && !/[\\'"\r]|\n(?:---|\.\.\.)/.test(inside)) return folded(inside);
  const alone = compose(written)[0]?.contents;
  return isScalar(alone) && typeof alone.value === 'string' ? alone.value : undefined;
}

/** Plain text over several lines: one line break is a blank, and of more each but the first stays. */
function folded(written: string): string {
  return written.replace(/(?:(?<![ \t\r])[ \t\r]+)?\n((?:[ \t\r]*\n)*)[ \t\r]*/g, (_, more: string) =>
    more === '' ? ' ' : more.replace(/[^\n]/g, ''),
  );
}

const withStandIns = (written: string): string =>
  written
    .replaceAll('\u0085', '\n')
    .replace(/(?:(?<![ \t])[ \t]+)?([\u2028\u2029])[ \t]*/g, (_, separator: string) =>
      separator === separators[0] ? standIns[0] : standIns[1],
    );

const withSeparators = (value: string): string =>
  value.replaceAll(standIns[0], separators[0]).replaceAll(standIns[1], separators[1]);
