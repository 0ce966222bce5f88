/** Two JSON Schemas that say the same in different ways, brought into one form: names, types, defaults, values, ranges. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema | readonly Schema[];
  readonly additionalItems?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly 'x-twinkle'?: { readonly hidden?: readonly string[]; readonly type?: string | readonly string[] };
}

export interface PlainObject {
  readonly required: readonly string[];
  readonly closed: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Definitions that say more than the package, which has a mapping of anything there. */
const mappings: ReadonlySet<string> = new Set(['DeviceGroup', 'DeviceMesh', 'AdapterConfig', 'EngineArgs']);

export const plainOurs = (schema: Schema): PlainObject => plainObject(schema, ownTypes);
export const plainTheirs = (schema: Schema): PlainObject => plainObject(schema, theirTypes);

function plainObject(
  schema: Schema,
  types: (name: string, schema: Schema) => readonly string[],
): PlainObject {
  const properties = Object.entries(schema.properties ?? {}).map(([name, written]) => {
    const property = withoutTexts(written);
    const { enum: values, minimum, exclusiveMinimum } = property;
    const hasDefault = 'default' in property;
    const fallback = hasDefault ? { default: property.default } : {};
    return [name, { types: types(name, property), values, minimum, exclusiveMinimum, ...fallback }] as const;
  });
  return {
    required: schema.required ?? [],
    closed: schema.additionalProperties === false,
    properties: Object.fromEntries(properties),
  };
}

/** Ours without the texts that it allows beside a field's own type or words. */
function withoutTexts(schema: Schema): Schema {
  const own = schema['x-twinkle']?.type;
  if (own !== undefined) return { ...schema, type: own };
  const [words] = schema.anyOf ?? [];
  if (words?.enum === undefined) return schema;
  const { anyOf, ...rest } = schema;
  return anyOf === undefined ? schema : { ...rest, ...words };
}

function theirTypes(name: string, schema: Schema): readonly string[] {
  // What `args` may be is given by conditions, and compared on its own.
  if (name === 'args') return ['args'];
  return typesOf(schema);
}

function ownTypes(name: string, schema: Schema): readonly string[] {
  if (name === 'args') return ['args'];
  const { items } = schema;
  // Only the first deployment is used; the package's schema describes all alike, as ours does the others.
  return typesOf(
    Array.isArray(items) && schema.additionalItems ? { ...schema, items: schema.additionalItems } : schema,
  );
}

function typesOf({ $ref, allOf, anyOf, type, items }: Schema): readonly string[] {
  const reference = $ref ?? allOf?.[0]?.$ref;
  if (reference !== undefined) {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return [mappings.has(name) ? 'object' : name];
  }
  if (anyOf !== undefined) return anyOf.flatMap(typesOf).sort();
  const names = type === undefined ? [] : typeof type === 'string' ? [type] : type;
  const inner = items === undefined || Array.isArray(items) ? [] : typesOf(items as Schema);
  return names
    .map(name => (name === 'array' && inner.length > 0 ? `array of ${inner.join(' | ')}` : name))
    .sort();
}
