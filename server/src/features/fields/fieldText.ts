/** A field in words, for hover and completion. */
import type { FieldInfo } from '../../schema/table/table';
import { joined, markdownOf, ownMarkdown, type Markdown } from '../../text/markdown';
import { listed } from '../../text/listed';
import { text, type Text, type Translate } from '../../text/text';

/** Markdown: description first, then notes, one a line. */
export function fieldMarkdown(field: FieldInfo, translate: Translate): Markdown {
  const notes = notesOf(field, translate).map(note => ownMarkdown(`- ${markdownOf(note, translate)}`));
  return joined([markdownOf(schemaText(field.description), translate), joined(notes, '\n')], '\n\n');
}

/** A text of schemas/*.json, whose own words are its template. */
export function schemaText(template: string): Text {
  return { template, args: [] };
}

function notesOf(field: FieldInfo, translate: Translate): Text[] {
  const notes: Text[] = [];
  if (field.noEffect) notes.push(text('**No effect**: nothing reads this field.'));
  notes.push(text('Type: `{0}`', field.typeText));
  if (field.required) notes.push(text('Required'));
  if (field.default !== undefined && field.default !== null) {
    notes.push(text('Default: `{0}`', valueText(field.default)));
  }
  if (field.unit !== undefined) notes.push(text('Unit: {0}', translate(schemaText(field.unit))));
  const bounds = boundsOf(field);
  if (bounds.length > 0) notes.push(text('Allowed: {0}', listed(bounds)));
  if (field.readBy !== undefined) notes.push(text('Read by: {0}', translate(schemaText(field.readBy))));
  if (field.since !== undefined) notes.push(text('Since twinkle-kit {0}', field.since));
  return notes;
}

function boundsOf({ shape: { minimum, exclusiveMinimum, maximum } }: FieldInfo): string[] {
  const bounds: string[] = [];
  if (minimum !== undefined) bounds.push(`≥ ${minimum}`);
  if (exclusiveMinimum !== undefined) bounds.push(`> ${exclusiveMinimum}`);
  if (maximum !== undefined) bounds.push(`≤ ${maximum}`);
  return bounds;
}

/** A value of the schema as YAML would write it on one line. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value ?? null);
}
