import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templatesBelow } from '../../../test/unit/templates';
import type { FieldInfo, Shape } from '../schema/table/fieldInfo';
import { environmentVariables, vllmArguments } from '../schema/table/openFields';
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
/** What needs a translation: all but bare places with signs. */
const templates = [...new Set([...found.map(({ template }) => template), ...schemaWords()])]
  .filter(template => /\p{L}/u.test(template.replace(/\{\d+\}/g, '')) && !international.has(template))
  .sort();

/** `{0}` and its like. Chinese may say one twice or in another order, but must not lose one. */
const places = (template: string) => [...new Set(template.match(/\{\d+\}/g))].sort();
/** What stands in backticks is a name and stays. */
const names = (template: string) => [...new Set(template.match(/`[^`]+`/g))].sort();

it('texts are literals, so that they can be found', () => {
  expect(notLiteral).toEqual([]);
  expect(templates.length).toBeGreaterThan(100);
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

  it('keeps places and names', () => {
    for (const [template, translation] of Object.entries(bundle)) {
      expect(translation.trim(), template).not.toBe('');
      expect(places(translation), template).toEqual(places(template));
      expect(names(translation), template).toEqual(names(template));
    }
  });
});
