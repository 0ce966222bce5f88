// What the loader takes beside a field's own type, so that a schema alone gives no false alarm: interpolations, and
// text that pydantic's lax mode makes a number or a truth value of (server/src/schema/checks/lax.ts has the same rules).

/** @typedef {Record<string, unknown>} Json */

const interpolation = String.raw`\$\{`;
const patterns = /** @type {Record<string, string>} */ ({
  integer: String.raw`^\s*[-+]?\d+(?:_\d+)*(?:\.0+)?\s*$`,
  number: String.raw`^\s*[-+]?(?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN]|(?:\d[\d_]*\.?|\.\d)[\d_]*(?:[eE][-+]?\d+)?)\s*$`,
  boolean:
    '^(?:[01tTfFyYnN]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF])$',
});

const words = /** @type {Record<string, string>} */ ({
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
});

/**
 * The same schema with those texts allowed. The field's own type is kept beside it, as `x-twinkle.type`.
 * @param {Record<string, Json>} definitions
 * @returns {Record<string, Json>}
 */
export function withLaxTexts(definitions) {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const properties = /** @type {Record<string, Json> | undefined} */ (definition['properties']);
      if (properties === undefined) return [name, definition];
      const lax = Object.entries(properties).map(([key, schema]) => [key, laxProperty(schema)]);
      return [name, { ...definition, properties: Object.fromEntries(lax) }];
    }),
  );
}

/** @param {Json} schema @returns {Json} */
function laxProperty(schema) {
  const { type, enum: values, ...rest } = schema;
  if (Array.isArray(values)) {
    const choices = { ...(type === undefined ? {} : { type }), enum: values };
    return { ...rest, anyOf: [choices, { type: 'string', pattern: interpolation }] };
  }
  const types = [type].flat().filter(each => typeof each === 'string');
  const typed = types.filter(each => each in patterns);
  if (typed.length === 0 || types.includes('string')) return schema;
  const pattern = [...typed.map(each => patterns[each]), interpolation].join('|');
  const extension = /** @type {Json | undefined} */ (schema['x-twinkle']);
  return {
    ...schema,
    // A boolean is a number to Python.
    type: [...types, ...(types.includes('boolean') ? [] : ['boolean']), 'string'],
    pattern,
    // In the place of the pattern, by editors that know this keyword.
    patternErrorMessage: `Expected ${typed.map(each => words[each]).join(', ')} or an interpolation (\${…}).`,
    'x-twinkle': { ...extension, type },
  };
}
