// What packages accept (schema_probe.py) and what we say about it (schemas/annotations) become one JSON Schema.
// Every field needs our words and every word of ours needs a field, so that a change upstream fails here.
import { globSync, readFileSync } from 'node:fs';
import { inClone } from './paths.mjs';
import { withLaxTexts } from './schemaLax.mjs';

/** @typedef {Record<string, unknown>} Json */
/**
 * @typedef {object} FieldNote
 * @property {string} description
 * @property {string} [unit]
 * @property {string} [readBy] who alone reads the field
 * @property {boolean} [noEffect] accepted, and read by nobody
 * @property {string} [since] first version of twinkle-kit that knows it
 * @property {unknown[]} [examples]
 * @property {unknown} [default]
 * @property {boolean} [noDefault] true where the default of the signature is never the one that counts
 * @property {Json} [schema] type, where the package tells none
 */
/**
 * @typedef {object} Note
 * @property {string} description
 * @property {string} [stage] when an unknown key fails, if it is not at load
 * @property {string} [source]
 * @property {boolean} [open] true where unknown keys are passed on
 * @property {string[]} [hidden] keys that are accepted and not for files
 * @property {Record<string, string | FieldNote>} fields
 */
/** @typedef {{ schema: Json, required?: boolean, default?: unknown }} Parameter */
/**
 * @typedef {object} Probe
 * @property {Record<string, string>} versions
 * @property {Json & { $defs: Record<string, Json> }} serverConfig
 * @property {Record<string, Record<string, Parameter>>} signatures
 * @property {Json} autoscalingConfig
 * @property {string[]} rayActorOptions
 * @property {string[]} runtimeEnv
 */

/** Fields that the package types as a mapping of anything, and the definition of what they are passed to. */
const mappings = /** @type {Record<string, string>} */ ({
  device_group: 'DeviceGroup',
  device_mesh: 'DeviceMesh',
  adapter_config: 'AdapterConfig',
  engine_args: 'EngineArgs',
  ray_actor_options: 'RayActorOptions',
  autoscaling_config: 'AutoscalingConfig',
});

/** @returns {Record<string, Note>} */
export function readAnnotations() {
  const files = globSync('*.json', { cwd: inClone('schemas', 'annotations') }).sort();
  return Object.assign(
    {},
    ...files.map(file => JSON.parse(readFileSync(inClone('schemas', 'annotations', file), 'utf8'))),
  );
}

/**
 * The notes as a version needs them: without the fields that came later.
 * @param {Record<string, Note>} notes
 * @param {string} version
 * @returns {Record<string, Note>}
 */
function notesOf(notes, version) {
  const isLater = (/** @type {string | FieldNote} */ note) =>
    typeof note !== 'string' && note.since !== undefined && isNewer(note.since, version);
  return Object.fromEntries(
    Object.entries(notes).map(([name, note]) => [
      name,
      {
        ...note,
        fields: Object.fromEntries(Object.entries(note.fields).filter(([, field]) => !isLater(field))),
      },
    ]),
  );
}

/** @param {string} one @param {string} other */
function isNewer(one, other) {
  return one.localeCompare(other, 'en', { numeric: true }) > 0;
}

/**
 * @param {Probe} probe
 * @param {Record<string, Note>} allNotes
 * @returns {Json}
 */
export function mergedSchema(probe, allNotes) {
  const notes = notesOf(allNotes, probe.versions['twinkle-kit'] ?? '');
  const left = new Set(Object.keys(notes));
  /** @param {string} name */
  const noteOf = name => {
    const note = notes[name];
    if (note === undefined)
      throw new Error(`${name} is new upstream: describe it in schemas/annotations/ and run this again.`);
    left.delete(name);
    return note;
  };
  const { $defs, ...top } = probe.serverConfig;
  /** @type {Record<string, Json>} */
  const definitions = {};
  for (const [name, definition] of Object.entries($defs))
    definitions[name] = strictDefinition(name, definition, noteOf(name));
  for (const [name, parameters] of Object.entries(probe.signatures))
    definitions[name] = signatureDefinition(name, parameters, noteOf(name));
  definitions['DeviceMesh'] = {
    type: 'object',
    if: { required: ['mesh_dim_names'] },
    then: reference('DeviceMeshArray'),
    else: reference('DeviceMeshSizes'),
  };
  const autoscaling = strictDefinition(
    'AutoscalingConfig',
    probe.autoscalingConfig,
    noteOf('AutoscalingConfig'),
  );
  definitions['AutoscalingConfig'] = { ...autoscaling, additionalProperties: true };
  definitions['RayActorOptions'] = notedDefinition(
    'RayActorOptions',
    probe.rayActorOptions,
    noteOf('RayActorOptions'),
  );
  definitions['RuntimeEnv'] = notedDefinition('RuntimeEnv', probe.runtimeEnv, noteOf('RuntimeEnv'));
  const root = strictDefinition('ServerConfig', top, noteOf('ServerConfig'));
  if (left.size > 0)
    throw new Error(`Removed upstream: remove it from schemas/annotations/: ${[...left].join(', ')}`);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Twinkle server configuration (twinkle-kit ${probe.versions['twinkle-kit']})`,
    ...root,
    'x-twinkle': { versions: probe.versions },
    definitions: withLaxTexts(withConditions(definitions)),
  };
}

/** @param {string} name @param {Json} definition @param {Note} note @returns {Json} */
function strictDefinition(name, definition, note) {
  const properties = /** @type {Record<string, Json>} */ (definition.properties);
  const fields = described(name, Object.keys(properties), note, key => ({
    ...defaultOf(properties[key]),
    schema: plainSchema(properties[key] ?? {}, key),
  }));
  return object(note, fields, /** @type {string[]} */ (definition.required ?? []));
}

/** @param {string} name @param {Record<string, Parameter>} parameters @param {Note} note */
function signatureDefinition(name, parameters, note) {
  const fields = described(name, Object.keys(parameters), note, key => {
    const { schema = {}, default: value } = parameters[key] ?? {};
    // A default of None makes None a value, whatever the annotation says.
    const typed = value === null ? nullable(schema) : schema;
    return { schema: plainSchema(typed, key), ...(value === undefined ? {} : { default: value }) };
  });
  const required = Object.keys(parameters).filter(key => parameters[key]?.required && key in fields);
  return object(note, fields, required);
}

/** @param {string} name @param {string[]} keys @param {Note} note */
function notedDefinition(name, keys, note) {
  return object(
    note,
    described(name, keys, note, () => ({ schema: {} })),
    [],
  );
}

/** @param {Note} note @param {Record<string, Json>} properties @param {string[]} required @returns {Json} */
function object({ description, stage, source, open = false, hidden }, properties, required) {
  const extension = { stage, source, hidden };
  return {
    description,
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: open,
    ...(Object.values(extension).some(value => value !== undefined) ? { 'x-twinkle': extension } : {}),
  };
}

/**
 * @param {string} name @param {string[]} keys @param {Note} note
 * @param {(key: string) => { schema: Json, default?: unknown }} typeOf
 * @returns {Record<string, Json>}
 */
function described(name, keys, { fields, hidden = [] }, typeOf) {
  const shown = keys.filter(key => !hidden.includes(key));
  const gone = [...Object.keys(fields), ...hidden].filter(key => !keys.includes(key));
  if (gone.length > 0)
    throw new Error(`Removed upstream: remove it from schemas/annotations/: ${name}.${gone.join(', ')}`);
  return Object.fromEntries(
    shown.map(key => {
      const words = fields[key];
      if (words === undefined)
        throw new Error(
          `${name}.${key} is new upstream: describe it in schemas/annotations/ and run this again.`,
        );
      return [key, property(typeof words === 'string' ? { description: words } : words, typeOf(key))];
    }),
  );
}

/** @param {FieldNote} note @param {{ schema: Json, default?: unknown }} type @returns {Json} */
function property(note, type) {
  const { description, unit, readBy, noEffect, since, examples, noDefault } = note;
  const value = noDefault ? undefined : 'default' in note ? note.default : type.default;
  const extension = { unit, readBy, noEffect, since };
  const { $ref, ...schema } = note.schema ?? type.schema;
  return {
    description,
    // In draft 07 what stands beside a $ref is not read.
    ...($ref === undefined ? {} : { allOf: [{ $ref }] }),
    ...schema,
    ...(value === undefined ? {} : { default: value }),
    ...(examples === undefined ? {} : { examples }),
    ...(Object.values(extension).some(each => each !== undefined) ? { 'x-twinkle': extension } : {}),
  };
}

/** Types alone, in short: `["string", "null"]` for a union of simple types. @param {Json} schema @param {string} key @returns {Json} */
function plainSchema(schema, key) {
  const { $ref, anyOf, ...rest } = /** @type {Json & { $ref?: string, anyOf?: Json[] }} */ (schema);
  if ($ref !== undefined) return reference($ref.slice($ref.lastIndexOf('/') + 1));
  if (anyOf !== undefined) {
    const parts = anyOf.map(part => plainSchema(part, key));
    const simple = parts.every(part => Object.keys(part).length === 1 && typeof part.type === 'string');
    return simple ? { type: parts.map(part => part.type) } : { anyOf: parts };
  }
  const definition = mappings[key];
  if (rest.type === 'object' && definition !== undefined) return reference(definition);
  const { type, enum: values, minimum, exclusiveMinimum, maximum, items, additionalProperties } = rest;
  const plain = items === undefined ? undefined : plainSchema(/** @type {Json} */ (items), key);
  return Object.fromEntries(
    Object.entries({
      type,
      enum: values,
      minimum,
      exclusiveMinimum,
      maximum,
      items: plain,
      additionalProperties,
    }).filter(
      ([name, value]) => value !== undefined && !(name === 'items' && Object.keys(plain ?? {}).length === 0),
    ),
  );
}

/**
 * Two things that the package's code does and its schema does not say: `import_path` chooses the schema of `args`,
 * and only the first item of `deployments` is used (twinkle/server/config/application_spec.py,
 * twinkle/server/launcher/server_launcher.py).
 * @param {Record<string, Json>} definitions
 */
function withConditions(definitions) {
  const spec = /** @type {Json & { properties: Record<string, Json>, required: string[] }} */ (
    definitions['ApplicationSpec']
  );
  const kinds = /** @type {string[]} */ (spec.properties['import_path']?.enum);
  const { description } = /** @type {Json} */ (spec.properties['args']);
  const { items, ...deployments } = /** @type {Json} */ (spec.properties['deployments']);
  spec.properties['args'] = { description, type: ['object', 'null'] };
  spec.properties['deployments'] = {
    ...deployments,
    items: [reference('DeploymentOptions')],
    additionalItems: items,
  };
  spec.required = spec.required.filter(key => key !== 'args');
  spec['allOf'] = kinds.map(kind => {
    const name = `${kind[0]?.toUpperCase()}${kind.slice(1)}Args`;
    const needsArgs = 'required' in (definitions[name] ?? {});
    const args = needsArgs ? reference(name) : { anyOf: [reference(name), { type: 'null' }] };
    return {
      if: { properties: { import_path: { const: kind } }, required: ['import_path'] },
      then: { properties: { args }, ...(needsArgs ? { required: ['args'] } : {}) },
    };
  });
  return definitions;
}

/** @param {Json | undefined} schema @returns {{ default?: unknown }} */
const defaultOf = schema => (schema !== undefined && 'default' in schema ? { default: schema.default } : {});

/** @param {Json} schema @returns {Json} */
function nullable(schema) {
  if ('anyOf' in schema || Object.keys(schema).length === 0) return schema;
  return { anyOf: [schema, { type: 'null' }] };
}

/** @param {string} name @returns {Json} */
const reference = name => ({ $ref: `#/definitions/${name}` });
