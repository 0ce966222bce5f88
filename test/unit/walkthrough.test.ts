/** The pictures of the walkthrough say what the product says, word for word. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forecastLines } from '../../client/src/core/forecast/lines';
import { plain } from '../../client/src/core/text/text';
import { createAnalyzer } from '../../server/src/analysis/analysis';
import { soundFixes } from '../../server/src/features/codeActions/soundFixes';
import { forecastView } from '../../server/src/features/views/forecastView';
import { finish } from '../../server/src/placement/search/steps';
import { english } from '../../server/src/text/text';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
/** Words of a picture, line by line. */
const drawn = (picture: string) =>
  [...read(`walkthrough/${picture}.svg`).matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, words = '']) =>
    words.replace(/<[^>]*>/g, ''),
  );

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const demo = read('examples/demo/server_config.gpu.yaml');
const cluster = analyzer.cluster(
  { uri: 'file:///demo/twinkle_cluster.yaml', text: read('examples/demo/twinkle_cluster.yaml') },
  {},
);
const analyze = (text: string) =>
  analyzer.config({ uri: 'file:///demo/server_config.gpu.yaml', text }, {}, cluster);

it('the configuration has the underline, the reason and the fixes of the demo, in their order', () => {
  const analysis = analyze(demo);
  const [finding, ...others] = analysis.findings.filter(({ severity }) => severity === 'error');
  if (finding === undefined) throw new Error('The demo has no error.');
  expect(others).toEqual([]);
  const picture = drawn('configuration').join(' ');
  // What is underlined is drawn behind the value of `ranks`.
  expect(demo.slice(0, finding.span.end)).toMatch(/ ranks: 4$/);
  expect(read('walkthrough/configuration.svg')).toMatch(/ranks<.*\n.*editorError-foreground/);
  expect(picture).toContain(english(finding.message));
  const fixes = soundFixes(analysis)(finding).map(({ title }) => english(title));
  expect(fixes).toHaveLength(2);
  expect(picture).toMatch(new RegExp(fixes.join('.*')));
});

it('the forecast has lines of the page of the demo, in their order', () => {
  const view = finish(forecastView(analyze(demo.replace('dp_size: 2', 'dp_size: 4')), english));
  const page = forecastLines(view, { config: '', cluster: '' }).flatMap(({ text }) =>
    text === undefined ? [] : [plain(text)],
  );
  const places = drawn('forecast').map(line => page.indexOf(line));
  expect(places.length).toBeGreaterThan(10);
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
