/**
 * A file written for twinkle-kit 0.1 to 0.3. Later versions refuse it at once; one fix brings the whole file up to date.
 * Source: twinkle/server/config (extra fields are forbidden since 0.4.0); see oldFields.ts.
 */
import type { Application, ServerConfig } from '../../config/serverConfig';
import { atLeast, newerKeys, newestVersion } from '../../config/version';
import { insertEntry } from '../../document/edits/edit';
import type { TextEdit } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { kindOf, oldFields, oldKeys } from './oldFields';
import { ofEach } from '../engine/ofEach';
import type { FileRule } from '../engine/rule';

export const olderFile: FileRule = {
  id: 'older-file',
  stage: 'load',
  severity: 'information',
  reads: [...oldKeys, ...newerKeys.ofFile, ...ofEach(newerKeys.ofEach)],

  *checkFile({ document, config, version, facts }) {
    // Whoever names or has an older version is content with a file of that time.
    const isMeant = facts.versionSetting !== undefined || facts.twinkleVersion !== undefined;
    if (isMeant && !atLeast(version, '0.4.0')) return;
    if (config.isNewer) return;
    const fields = oldFields(document, config).toSorted((a, b) => a.span.start - b.span.start);
    const [first] = fields;
    if (first === undefined) return;
    const target = atLeast(version, '0.4.0') ? version : newestVersion;
    const edits = [...fields.flatMap(field => field.edits ?? []), ...additions(document, config)];
    yield {
      message: text(
        'This file is written for twinkle-kit 0.3 or older: 0.4.0 and later do not support `{0}`, and {1} refuses the file.',
        first.name,
        target,
      ),
      span: first.span,
      path: [],
      related: fields
        .slice(1)
        .map(({ span, name }) => ({ span, message: text('0.4.0 and later do not support `{0}`', name) })),
      fixes: () =>
        isWhole(fields)
          ? [
              {
                title: text('Bring the file up to twinkle-kit {0}', target),
                edits: distinct(edits),
                preferred: false,
              },
            ]
          : [],
    };
  },
};

/** Where one old field cannot be moved, half a migration would be no help. */
function isWhole(fields: readonly { edits: readonly TextEdit[] | undefined }[]): boolean {
  return fields.every(({ edits }) => edits !== undefined);
}

/** What used to have a default and is required now. */
function additions(document: ParsedDocument, config: ServerConfig): TextEdit[] {
  return config.applications.flatMap(application => [
    ...missing(document, application, 'model', 'backend', 'transformers', 'use_megatron'),
    ...missing(document, application, 'sampler', 'sampler_type', 'vllm'),
  ]);
}

function missing(
  document: ParsedDocument,
  application: Application,
  wanted: string,
  key: string,
  value: string,
  former = key,
): TextEdit[] {
  const { args } = application;
  if (kindOf(application) !== wanted || args === undefined) return [];
  const isThere = args.node.entries.some(entry => entry.key.value === key || entry.key.value === former);
  return isThere ? [] : (insertEntry(document, args.node, key, value, 'model_id') ?? []);
}

/** Two models that hand one limit to the gateway, each with a comment of its own, would put it there twice. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ span, newText }) => {
    const id = JSON.stringify([
      span,
      span.start === span.end ? newText.replace(/\d+|#.*/g, '').trimEnd() : newText,
    ]);
    return !seen.has(id) && seen.add(id);
  });
}
