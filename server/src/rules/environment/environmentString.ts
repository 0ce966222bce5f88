/**
 * Ray takes texts only in `env_vars`. A number or a truth value passes the loader and the launcher; then Ray Serve's
 * controller refuses it when it starts the replica.
 * Source: ray/_private/runtime_env/validation.py `parse_and_validate_env_vars`, Ray 2.60.0.
 */
import { environmentOf, type Variable } from '../../config/replicaOptions';
import type { Application } from '../../config/serverConfig';
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import { textIn } from '../../document/tree/textIn';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isEditable, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const environmentString: ApplicationRule = {
  id: 'environment-string',
  stage: 'deploy',
  severity: 'error',
  reads: ['deployments'],

  *checkApplication({ application, document }) {
    for (const variable of environmentOf(application)) {
      if (!isOtherThanText(variable)) continue;
      yield {
        message: text(
          '`env_vars` accepts only text: Ray refuses the value of `{0}` with a TypeError, and the application is not deployed.',
          variable.name,
        ),
        ...placeOf(application, variable.field),
        fixes: () => quoting(document, application, variable),
      };
    }
  },
};

function isOtherThanText({ field: { node } }: Variable): boolean {
  if (node.kind !== 'scalar' || node.interpolated) return false;
  const { value } = node;
  return (
    value === null || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
  );
}

/** What was written becomes a text as it is; what was meant by a missing value is unknown. */
function quoting(document: ParsedDocument, application: Application, { field }: Variable): Fix[] {
  const written = textIn(document, field.span);
  const isPlain = /^[\w.+-]+$/.test(written);
  if (!isPlain || !isEditable(application, field)) return [];
  // Of 0x10 and the like the file's writer may have wanted the number, and of null nothing.
  const isCertain = /^(?:[-+]?[\d.]+|true|false)$/i.test(written) && !/^0\d/.test(written);
  const edits = replaceValue(document, field.node, `"${written}"`);
  return [{ title: text('Put {0} in quotes', written), edits, preferred: isCertain }];
}
