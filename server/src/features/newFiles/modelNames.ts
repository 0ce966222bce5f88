/** The names of a model that a person has chosen: what the server loads, and what clients ask for. */

export interface ModelNames {
  /** Value of `model_id`: with its hub, or a path. */
  readonly id: string;
  /** What follows `/model/` in the prefix, and clients call the model. */
  readonly served: string;
}

/** ModelScope where no hub is named, as the loader takes it (twinkle/hub/hub.py, twinkle-kit 0.1 to 0.5.1). */
export function modelNames(chosen: string): ModelNames {
  const model = chosen.trim();
  const parts = model.split('/').filter(part => part !== '');
  if (/^[~/.]/.test(model)) {
    return {
      id: `${model.startsWith('/') ? '/' : ''}${parts.join('/')}`,
      served: partOfPrefix(parts.slice(-1)),
    };
  }
  const hub = /^(?:ms|hf):\/\//.exec(model)?.[0];
  const name = hub === undefined ? parts : parts.slice(1);
  return { id: `${hub ?? 'ms://'}${name.join('/')}`, served: partOfPrefix(name) };
}

/** A prefix takes no braces, and a URL no blanks and the like. */
function partOfPrefix(parts: readonly string[]): string {
  const plain = parts.flatMap(part => {
    const words = part.split(/[^\w.@-]/).filter(word => word !== '');
    return words.length === 0 ? [] : [words.join('-')];
  });
  return plain.length === 0 || plain.every(part => /^\.+$/.test(part)) ? 'model' : plain.join('/');
}
