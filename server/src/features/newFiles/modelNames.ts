/** The names of a model that a person has chosen: what the server loads, and what clients ask for. */

export interface ModelNames {
  /** Value of `model_id`: with its hub, or a path. */
  readonly id: string;
  /** What follows `/model/` in the prefix, and clients call the model. */
  readonly served: string;
}

/** ModelScope where no hub is named, as the loader takes it (twinkle/hub/hub.py, twinkle-kit 0.1 to 0.5.1). */
export function modelNames(chosen: string): ModelNames {
  const model = chosen.trim().replace(/(?<=.)\/+$/, '');
  if (/^[~/.]/.test(model)) return { id: model, served: partOfPrefix(lastPart(model)) };
  const name = model.replace(/^(?:ms|hf):\/\//, '');
  return { id: name === model ? `ms://${model}` : model, served: partOfPrefix(name) };
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A prefix takes no braces, and a URL no blanks and the like. */
function partOfPrefix(name: string): string {
  const plain = name.replace(/[^\w./@-]+/g, '-').replace(/^[-./]+|[-./]+$/g, '');
  return plain === '' ? 'model' : plain;
}
