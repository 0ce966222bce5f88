/**
 * A key of `engine_args` that is nearly one that we know. The version of vLLM decides which keys there are; one that it
 * does not have is dropped, and only the sampler's log says so: `VLLMEngine: Filtered out invalid arguments`.
 * Source: twinkle/sampler/vllm_sampler/vllm_engine.py `_create_engine`, twinkle-kit 0.1 to 0.5.1.
 */
import type { Application } from '../../config/serverConfig';
import { limitsOf } from '../../config/limits';
import { renameKey } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { Entry, MappingNode, ParsedDocument } from '../../document/tree/tree';
import { nearestNames } from '../../strings/nearest';
import { vllmArguments } from '../../schema/table/openFields';
import { fieldsOf, fieldTable } from '../../schema/table/table';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

/** Given by Twinkle itself; see engine-args-taken. */
const taken = ['model', 'model_id'];

export const engineArgsUnknown: ApplicationRule = {
  id: 'engine-args-unknown',
  stage: 'silent',
  severity: 'hint',
  reads: ['import_path', 'args.sampler_type', 'args.engine_args'],

  *checkApplication({ application, document, version }) {
    const { kind, args } = application;
    const { node } = limitsOf(application).engine;
    const engine = args?.samplerType?.value;
    if (kind?.value !== 'sampler' || args === undefined || node === undefined) return;
    // With a mock nothing reads any of them, but a name that is misspelled is misspelled.
    if (engine !== 'vllm' && engine !== 'mock') return;
    const own = fieldsOf(fieldTable(version), [...args.path, 'engine_args'], { kind: 'sampler' });
    const known = [...own.map(({ key }) => key), ...vllmArguments().keys()];
    for (const entry of node.entries) {
      const key = entry.key.value;
      if (typeof key !== 'string' || known.includes(key) || taken.includes(key)) continue;
      const names = meant(key, known);
      if (names[0] === undefined) continue;
      const place = isOwn(application, entry.key)
        ? { span: entry.key.span, path: [...args.path, 'engine_args', key] }
        : placeOf(application, undefined);
      yield {
        message: text(
          "Did you mean '{1}'? vLLM ignores unknown arguments, and '{0}' may be one. Only the sampler's log reports it.",
          key,
          names[0],
        ),
        ...place,
        fixes: () => renames(document, application, node, entry, names),
      };
    }
  },
};

/** Names within few letters, and those that the key begins. One that only goes on from a known one may be vLLM's too. */
function meant(key: string, known: readonly string[]): string[] {
  return nearestNames(key, known)
    .filter(({ name, distance }) => distance <= 3 || name.startsWith(key))
    .map(({ name }) => name);
}

function renames(
  document: ParsedDocument,
  application: Application,
  mapping: MappingNode,
  entry: Entry,
  names: readonly string[],
): Fix[] {
  if (entry.merged || !isOwn(application, entry.key)) return [];
  return names
    .filter(name => !mapping.entries.some(({ key }) => key.value === name))
    .slice(0, 3)
    .map(name => ({
      title: text("Rename to '{0}'", name),
      edits: renameKey(entry, name),
      preferred: false,
    }));
}
