/**
 * Keys that Ray drops: `AutoscalingConfig` takes any and uses those that it knows, and the agent that makes a
 * `runtime_env` says in a log of its own that a field "is not recognized by Ray and will be ignored".
 * Source: ray/serve/config.py `AutoscalingConfig` (no `extra`), ray/runtime_env/runtime_env.py `RuntimeEnv` and
 * ray/_private/runtime_env/agent/runtime_env_agent.py, Ray 2.60.0.
 */
import type { Application, Deployment } from '../../config/serverConfig';
import { Reader } from '../../config/reader';
import { renameKey } from '../../document/edits/edit';
import type { Finding, Fix } from '../../document/tree/finding';
import type { Entry, ParsedDocument } from '../../document/tree/tree';
import { unknownKey } from '../../schema/checks/findings';
import { nearestNames } from '../../strings/nearest';
import { fieldAt, fieldTable } from '../../schema/table/table';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationContext, ApplicationRule, RuleFinding } from '../engine/rule';

export const ignoredKey: ApplicationRule = {
  id: 'ignored-key',
  stage: 'silent',
  severity: 'warning',
  reads: ['deployments'],

  *checkApplication(context) {
    const { deployment } = context.application;
    if (deployment === undefined) return;
    for (const where of [['autoscaling_config'], ['ray_actor_options', 'runtime_env']])
      yield* inside(context, deployment, where);
  },
};

/** Names that Ray had once, and what became of them. */
const renamed: Readonly<Record<string, string>> = {
  target_num_ongoing_requests_per_replica: 'target_ongoing_requests',
};

function* inside(
  { application, document, version }: ApplicationContext,
  deployment: Deployment,
  where: readonly string[],
): Generator<RuleFinding> {
  let reader: Reader | undefined = new Reader(deployment.node, deployment.path);
  for (const key of where) reader = reader?.mapping(key);
  const shape = reader && fieldAt(fieldTable(version), reader.path)?.shape;
  if (reader === undefined || shape?.fields === undefined) return;
  const known = [...shape.fields.keys()];
  const written = new Set(reader.node.entries.map(({ key }) => key.value));
  const free = new Set(known.filter(key => !written.has(key)));
  for (const entry of reader.node.entries) {
    const key = entry.key.value;
    if (typeof key !== 'string' || shape.fields.has(key) || shape.hidden.has(key)) continue;
    const path = [...reader.path, key];
    const today = renamed[key] ?? nearestNames(key, known)[0]?.name;
    const place = { path, stage: 'silent' } as const;
    const found = unknownKey(document, reader.node, entry, place, known, application.kind?.value);
    yield {
      span: found.span,
      path: found.path,
      ...(found.settles && { settles: found.settles }),
      // A plug-in of Ray may know a field of `runtime_env` that Ray itself does not.
      ...(today === undefined && where.length > 1 && { severity: 'hint' }),
      message:
        today === undefined
          ? text("Ray silently ignores '{0}' here: it has no field of that name.", key)
          : text("Ray silently ignores '{0}' here: did you mean '{1}'?", key, today),
      ...(isOwn(application, { span: entry.key.span }) ? {} : placeOf(application, undefined)),
      fixes: () => fixesOf(document, application, entry, found, free),
    };
  }
}

/** @param free known keys that are not written yet */
function fixesOf(
  document: ParsedDocument,
  application: Application,
  entry: Entry,
  found: Finding,
  free: ReadonlySet<string>,
): readonly Fix[] {
  if (!isOwn(application, { span: entry.key.span })) return [];
  const today = renamed[String(entry.key.value)];
  const others = found.fixes?.() ?? [];
  if (today === undefined || entry.merged || !free.has(today)) return others;
  const edits = renameKey(entry, today);
  return [{ title: text("Rename to '{0}'", today), edits, preferred: true }, ...others.map(notPreferred)];
}

function notPreferred(fix: Fix): Fix {
  return { ...fix, preferred: false };
}
