/** From a file of schemas/ to shapes and fields. Reads the part of JSON Schema that those files use. */
import { atLeast } from '../../config/version';
import type { ApplicationKind, Stage } from '../../protocol';
import type { FieldInfo, Shape, TypeName } from './fieldInfo';
import { typeText } from './typeText';

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly additionalItems?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly 'x-twinkle'?: Extension;
}

interface Extension {
  /** The field's own type, where the schema allows texts beside it for editors that know no other rule. */
  readonly type?: TypeName | readonly TypeName[];
  readonly unit?: string;
  readonly readBy?: string;
  readonly noEffect?: boolean;
  readonly since?: string;
  readonly stage?: Stage;
  /** Where the mapping is handed on to; absent for what the loader checks. */
  readonly source?: string;
  readonly hidden?: readonly string[];
}

/**
 * The shape of a whole file. Fields that came after `version` are left out.
 *
 * @param readBy who reads what no field says otherwise of; a field says it for all that is in it
 */
export function readSchema(schema: JsonSchema, version: string, readBy?: string): Shape {
  return new SchemaReader(schema.definitions ?? {}, version).shape(schema, { pattern: '', readBy });
}

/** Where a shape stands: its pattern, and who reads what stands around it. */
interface Place {
  readonly pattern: string;
  readonly readBy: string | undefined;
}

/** Who reads the `args` of each kind of application. */
const readers: Readonly<Record<ApplicationKind, string>> = {
  server: 'gateway',
  model: 'model',
  sampler: 'sampler',
  processor: 'processor',
};

class SchemaReader {
  constructor(
    private readonly definitions: Readonly<Record<string, JsonSchema>>,
    private readonly version: string,
  ) {}

  shape(schema: JsonSchema, place: Place): Shape {
    const own = this.resolve(schema);
    const union = own.anyOf?.map(part => this.shape(part, place));
    if (union !== undefined) return this.ofUnion(union);
    const mesh = this.byForm(own, place);
    if (mesh !== undefined) return mesh;
    const { items, additionalItems, additionalProperties } = own;
    const [first, isTuple] = Array.isArray(items)
      ? [(items as JsonSchema[])[0], true]
      : [items as JsonSchema, false];
    const fields = this.fields(own, place);
    const ofItems = below(place, '[*]');
    return {
      types: typesOf(own['x-twinkle']?.type ?? own.type),
      ...(own.enum === undefined ? {} : { values: own.enum }),
      ...present('minimum', own.minimum),
      ...present('exclusiveMinimum', own.exclusiveMinimum),
      ...present('maximum', own.maximum),
      ...present('minItems', own.minItems),
      ...(first === undefined ? {} : { items: this.shape(first, ofItems) }),
      ...(isTuple && additionalItems ? { furtherItems: this.shape(additionalItems, ofItems) } : {}),
      ...(fields === undefined ? {} : { fields }),
      ...(typeof additionalProperties === 'object'
        ? { otherValues: this.shape(additionalProperties, below(place, '.*')) }
        : {}),
      open: additionalProperties !== false,
      hidden: new Set(own['x-twinkle']?.hidden),
      passedOn: own['x-twinkle']?.source !== undefined,
      stage: own['x-twinkle']?.stage ?? 'load',
    };
  }

  /** Follows a reference, also one that stands in `allOf` so that words can stand beside it. */
  private resolve(schema: JsonSchema): JsonSchema {
    const $ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if ($ref === undefined) return schema;
    const target = this.definitions[$ref.slice($ref.lastIndexOf('/') + 1)];
    if (target === undefined) throw new Error(`The schema has no ${$ref}`);
    return target;
  }

  /** Unions are of simple types, or of one mapping and null: then the mapping's facts are those of the union. */
  private ofUnion(parts: readonly Shape[]): Shape {
    const main = parts.find(part => part.fields ?? part.byForm ?? part.items) ?? parts[0];
    if (main === undefined) throw new Error('The schema has an empty union');
    const types = [...new Set(parts.flatMap(part => part.types))];
    return { ...main, types };
  }

  private byForm(own: JsonSchema, place: Place): Shape | undefined {
    if (own.if?.required === undefined || own.then === undefined || own.else === undefined) return undefined;
    const sizes = this.shape(own.else, place);
    return { ...sizes, byForm: { sizes, array: this.shape(own.then, place) } };
  }

  private fields(own: JsonSchema, place: Place): ReadonlyMap<string, FieldInfo> | undefined {
    if (own.properties === undefined) return undefined;
    const required = new Set(own.required);
    const kinds = this.kinds(own, join(place.pattern, 'args'));
    const known = Object.entries(own.properties).filter(([, { 'x-twinkle': extension }]) =>
      extension?.since === undefined ? true : atLeast(this.version, extension.since),
    );
    return new Map(
      known.map(([key, schema]) => {
        const own = schema['x-twinkle'] ?? {};
        const readBy = own.noEffect === true ? undefined : (own.readBy ?? place.readBy);
        const inner = { pattern: join(place.pattern, key), readBy };
        const shape = this.shape(schema, inner);
        const full = key === 'args' && kinds !== undefined ? { ...shape, byKind: kinds } : shape;
        return [key, fieldOf(key, inner, schema, full, required.has(key))];
      }),
    );
  }

  /** What `args` may hold for each value of `import_path`. */
  private kinds(own: JsonSchema, pattern: string): ReadonlyMap<ApplicationKind, Shape> | undefined {
    const entries = (own.allOf ?? []).flatMap(({ if: condition, then }): [ApplicationKind, Shape][] => {
      const kind = condition?.properties?.['import_path']?.const;
      const args = then?.properties?.['args'];
      return kind === undefined || args === undefined
        ? []
        : [
            [
              kind as ApplicationKind,
              this.shape(args, { pattern, readBy: readers[kind as ApplicationKind] }),
            ],
          ];
    });
    return entries.length === 0 ? undefined : new Map(entries);
  }
}

const typesOf = (type: TypeName | readonly TypeName[] | undefined): readonly TypeName[] =>
  type === undefined ? [] : typeof type === 'string' ? [type] : type;

function fieldOf(
  key: string,
  { pattern, readBy }: Place,
  schema: JsonSchema,
  shape: Shape,
  required: boolean,
): FieldInfo {
  const { unit, since, noEffect = false } = schema['x-twinkle'] ?? {};
  return {
    key,
    pattern,
    shape,
    typeText: typeText(shape),
    values: shape.values ?? [],
    examples: schema.examples ?? [],
    ...('default' in schema ? { default: schema.default } : {}),
    ...present('unit', unit),
    required,
    ...present('since', since),
    description: schema.description ?? '',
    ...present('readBy', readBy),
    noEffect,
    children: [...(shape.fields ?? shape.items?.fields ?? new Map<string, FieldInfo>()).values()],
  };
}

const below = ({ pattern, readBy }: Place, step: string): Place => ({ pattern: `${pattern}${step}`, readBy });
const join = (pattern: string, key: string): string => (pattern === '' ? key : `${pattern}.${key}`);

/** An optional property that is absent rather than undefined. */
function present<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
