/**
 * Ray Serve refuses a route prefix that does not begin with a slash, that ends with one (unless it is nothing else), or
 * that holds a brace. Source: ray/serve/_private/utils.py `validate_route_prefix`, Ray 2.60.0.
 */
import { withoutSlashesAtEnd } from '../../strings/slashes';
import type { Optional } from '../../config/field';
import type { Application } from '../../config/serverConfig';
import { quoteIfNeeded, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text, type Text } from '../../text/text';
import { isEditable, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const routePrefixSyntax: ApplicationRule = {
  id: 'route-prefix-syntax',
  stage: 'deploy',
  severity: 'error',
  reads: ['import_path', 'route_prefix'],

  *checkApplication({ application, document }) {
    const prefix = application.routePrefix?.value;
    const message = prefix === undefined ? undefined : complaint(prefix);
    if (prefix === undefined || message === undefined) return;
    // What a model's or sampler's empty prefix should be is reported by route-prefix-shape.
    const { value: kind } = application.kind ?? {};
    if (prefix === '' && (kind === 'model' || kind === 'sampler')) return;
    yield {
      message,
      ...placeOf(application, application.routePrefix),
      fixes: () => fixTo(document, application, application.routePrefix, prefix),
    };
  },
};

/** In the order in which Ray looks. */
function complaint(prefix: string): Text | undefined {
  if (!prefix.startsWith('/')) {
    return text(
      'Ray Serve refuses `{0}`: a route_prefix must begin with `/`. The launch fails at this application.',
      prefix,
    );
  }
  if (prefix !== '/' && prefix.endsWith('/')) {
    return text(
      'Ray Serve refuses `{0}`: a route_prefix must not end with `/`. The launch fails at this application.',
      prefix,
    );
  }
  if (/[{}]/.test(prefix)) {
    return text(
      'Ray Serve refuses `{0}`: a route_prefix must not contain `{` or `}`. The launch fails at this application.',
      prefix,
    );
  }
  return undefined;
}

/** Slashes are put right; what a pattern in braces was meant to be is not known. */
function fixTo(
  document: ParsedDocument,
  application: Application,
  field: Optional<string>,
  prefix: string,
): Fix[] {
  const fixed = `/${withoutSlashesAtEnd(prefix.replace(/^\/+/, ''))}`;
  const isUsual = complaint(fixed) === undefined && !/\s/.test(fixed);
  if (field === undefined || !isUsual || !isEditable(application, field)) return [];
  const edits = replaceValue(document, field.node, quoteIfNeeded(fixed));
  return [{ title: text('Change route_prefix to `{0}`', fixed), edits, preferred: prefix.trim() !== '' }];
}
