/** Where a finding of an application stands. */
import type { Field } from '../../config/field';
import type { Application } from '../../config/serverConfig';
import type { Path, Span } from '../../document/tree/tree';

export interface Place {
  readonly span: Span;
  readonly path: Path;
}

/**
 * The value of a field, or its key where the value is a list or mapping and would mark several lines. A field that
 * came in by an anchor stands elsewhere in the text, perhaps shared with another application; then, and for a field
 * that is not written, it is the application's name or its first line.
 */
export function placeOf(application: Application, field: Field<unknown> | undefined): Place {
  if (field !== undefined && isOwn(application, field)) {
    const span = field.node.kind === 'scalar' ? field.span : (field.keySpan ?? field.span);
    return { span, path: field.path };
  }
  const { name } = application;
  if (name !== undefined && isOwn(application, name)) return { span: name.span, path: name.path };
  return { span: headOf(application), path: application.path };
}

/** True where the text of a field lies inside of the application, so that an edit there touches nothing else. */
export function isOwn(application: Application, field: Pick<Field<unknown>, 'span'>): boolean {
  return field.span.start >= application.span.start && field.span.end <= application.span.end;
}

/** The first key of an application, which is on its first line. */
function headOf(application: Application): Span {
  const { span, node } = application;
  const head = node.entries.find(
    entry => entry.key.span.start >= span.start && entry.key.span.end <= span.end,
  );
  return head?.key.span ?? { start: span.start, end: span.start };
}

/** True where an edit of the value itself is safe: its own text, and not one that an interpolation puts there. */
export function isEditable(application: Application, field: Pick<Field<unknown>, 'span' | 'node'>): boolean {
  const { node } = field;
  return isOwn(application, field) && !(node.kind === 'scalar' && node.resolvedFrom !== undefined);
}
