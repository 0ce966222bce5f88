/**
 * Variables of `env_vars` that nothing reads there: Twinkle's, but of another kind of application, and names that are
 * nearly one of Twinkle's. Who reads what: schemas/environment.json, which a test compares with twinkle-kit 0.5.1.
 */
import { environmentOf, type Variable } from '../../config/replicaOptions';
import { renameKey } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';
import { clearlyNearest } from '../../strings/nearest';
import { environmentVariables } from '../../schema/table/openFields';
import { listed } from '../../text/listed';
import { text, type Text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

/** Names of the development branch, and such that Twinkle sets and reads without telling; see environment.test.ts. */
const others = /^TWINKLE_(?:GPU_PG_|SERVER_STATE_|MODE$|NAME$|NOTIFIER$|SESSION_ID$|NPU_GATED_RMSN)/;

export const environmentUnread: ApplicationRule = {
  id: 'environment-unread',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: ['import_path', 'deployments'],

  *checkApplication({ application, document }) {
    const kind = application.kind?.value;
    if (kind === undefined) return;
    const present = new Set(environmentOf(application).map(({ name }) => name));
    for (const variable of environmentOf(application)) {
      const { name, entry } = variable;
      if (!/^twinkle/i.test(name) || others.test(name)) continue;
      const meant = nameMeant(name);
      const message = meant === undefined ? readElsewhere(name, kind) : misspelt(name, meant);
      if (message === undefined) continue;
      const isHere = !entry.merged && isOwn(application, { span: entry.key.span });
      yield {
        message,
        ...placeOf(application, undefined),
        ...(isHere && { span: entry.key.span, path: variable.field.path }),
        fixes: () =>
          isHere && meant !== undefined && !present.has(meant) ? renaming(document, variable, meant) : [],
      };
    }
  },
};

/** The variable of Twinkle that a name is a misspelling of. */
function nameMeant(name: string): string | undefined {
  const known = environmentVariables();
  return known.has(name) ? undefined : clearlyNearest(name, known.keys());
}

function misspelt(name: string, meant: string): Text {
  return text("Twinkle does not read '{0}': did you mean '{1}'?", name, meant);
}

function readElsewhere(name: string, kind: ApplicationKind): Text | undefined {
  const variable = environmentVariables().get(name);
  if (variable === undefined || variable.setByLauncher || variable.readers.includes(kind)) return undefined;
  return text(
    'No effect: an application of kind `{0}` does not read `{1}`. It is used by: {2}.',
    kind,
    name,
    listed(variable.readers),
  );
}

function renaming(document: ParsedDocument, { entry }: Variable, meant: string): Fix[] {
  const edits = renameKey(entry, meant);
  return [{ title: text("Rename to '{0}'", meant), edits, preferred: true }];
}
