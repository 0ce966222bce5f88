import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templatesBelow } from '../../../test/unit/templates';
import type { FieldInfo, Shape } from '../schema/table/fieldInfo';
import { environmentVariables, vllmArguments } from '../schema/table/openFields';
import { english, translator } from '../text/text';
import { clusterTable, fieldTable } from '../schema/table/table';

const root = join(import.meta.dirname, '../../..');
const { found, notLiteral } = templatesBelow(root, 'server/src');

/** Words of the schemas that hover and completion show: descriptions, units and readers of fields. */
function schemaWords(): Set<string> {
  const words = new Set<string>();
  const visit = (shape: Shape | undefined): void => {
    if (shape === undefined) return;
    for (const inner of [shape.items, shape.furtherItems, shape.otherValues]) visit(inner);
    for (const inner of [...(shape.byKind?.values() ?? []), ...Object.values(shape.byForm ?? {})])
      visit(inner);
    for (const field of shape.fields?.values() ?? []) visitField(field);
  };
  const visitField = ({ description, unit, readBy, shape }: FieldInfo): void => {
    for (const word of [description, unit, readBy]) if (word !== undefined && word !== '') words.add(word);
    visit(shape);
  };
  visit(fieldTable('0.5.1').root);
  visit(clusterTable().root);
  for (const { field } of environmentVariables().values()) visitField(field);
  for (const field of vllmArguments().values()) visitField(field);
  return words;
}

/** Units that are written alike in all languages. */
const international = new Set(['s', 'ms', 'GPU', 'CPU', 'URL', 'Ray Serve', 'Ray', 'vLLM']);
/** What needs a translation: all but bare places with signs that every language has. */
const templates = [...new Set([...found.map(({ template }) => template), ...schemaWords()])]
  .filter(
    template =>
      /\p{L}|[,.:;?!](?: |$)/u.test(template.replace(/\{\d+\}/g, '')) && !international.has(template),
  )
  .sort();

/** `{0}` and its like. Chinese may say one twice or in another order, but must not lose one. */
const places = (template: string) => [...new Set(template.match(/\{\d+\}/g))].sort();
/** What stands in backticks is a name and stays. */
const names = (template: string) => [...new Set(template.match(/`[^`]+`/g))].sort();

it('texts are literals, so that they can be found', () => {
  expect(notLiteral).toEqual([]);
  expect(templates.length).toBeGreaterThan(100);
});

describe('every template', () => {
  /** What programs say is quoted as it is. */
  const own = (template: string) => template.replace(/"[^"]*"/g, '""');

  it('says a count by the rule of plural forms', () => {
    // Words behind a place that are no plural nouns, and a bound that is never 1.
    const others =
      /^(?:is|as|has|does|becomes|divides|fails|gets|takes|waits|loads|means|reads|refuses|keys|s)$/;
    const wrong = templates.filter(template =>
      [...own(template).matchAll(/(?<!\d × )\{\d+\} (?:\{\d+\})?(\w*s)\b/g)].some(
        ([, word = '']) => !others.test(word),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('has names in pairs of backticks, and in plain text none', () => {
    for (const template of templates) {
      expect(template.split('`').length % 2, template).toBe(1);
      expect(english({ template, args: [] }), template).not.toContain('`');
    }
  });

  it('chooses forms by a place that it has', () => {
    for (const template of templates)
      for (const [, place] of template.matchAll(/\{(\d+)\|/g)) expect(template).toContain(`{${place}}`);
  });
});

describe.each(['zh-cn'])('%s', language => {
  const bundle = JSON.parse(
    readFileSync(join(root, `server/l10n/bundle.${language}.json`), 'utf8'),
  ) as Record<string, string>;

  it('has every template, and none that nobody says', () => {
    const keys = Object.keys(bundle);
    expect(
      templates.filter(template => !keys.includes(template)),
      'missing',
    ).toEqual([]);
    expect(
      keys.filter(key => !templates.includes(key)),
      'superfluous',
    ).toEqual([]);
  });

  it('has no backticks in plain text', () => {
    const translate = translator(bundle);
    const beside = /`|[\p{Script=Han}，。：；、（）] [“”]|[“”] [\p{Script=Han}，。：；、（）]/u;
    for (const template of Object.keys(bundle))
      expect(translate({ template, args: [] }), template).not.toMatch(beside);
  });

  it('keeps places and names', () => {
    for (const [template, translation] of Object.entries(bundle)) {
      expect(translation.trim(), template).not.toBe('');
      expect(places(translation), template).toEqual(places(template));
      expect(names(translation), template).toEqual(names(template));
    }
  });
});
