/** The names of a model that a person has chosen: what the server loads, and what clients ask for. */

export interface ModelNames {
  /** Value of `model_id`: with its hub, or a path. */
  readonly id: string;
  /** What follows `/model/` in the prefix, and clients call the model. */
  readonly served: string;
}

/** ModelScope where no hub is named, as the loader takes it (twinkle/hub/hub.py, twinkle-kit 0.1 to 0.5.1). */
export function modelNames(chosen: string): ModelNames {
  const model = withoutAddress(chosen.trim());
  if (/^(?:[A-Za-z]:)?\\|^[A-Za-z]:\//.test(model)) {
    return { id: model, served: partOfPrefix(model.split(/[\\/]/).filter(isName).slice(-1)) };
  }
  const parts = model.split('/').filter(part => part !== '');
  if (/^[~/.]/.test(model)) {
    return {
      id: `${model.startsWith('/') ? '/' : ''}${parts.join('/')}`,
      served: partOfPrefix(parts.filter(isName).slice(-1)),
    };
  }
  // The loader knows them in lower case only.
  const hub = /^(?:ms|hf):\/\//i.exec(model)?.[0].toLowerCase();
  const name = hub === undefined ? parts : parts.slice(1);
  return { id: `${hub ?? 'ms://'}${name.join('/')}`, served: partOfPrefix(name) };
}

/** The address of a model's page, as it is copied from a browser, as the hub and the model that it names. */
function withoutAddress(model: string): string {
  const found = /^https?:\/\/(?:www\.)?([\w.-]+)\/(?:models\/)?([^/?#]+\/[^/?#]+)/i.exec(model);
  const hub = hubs.get(found?.[1]?.toLowerCase() ?? '');
  return found?.[2] === undefined || hub === undefined ? model : `${hub}${found[2]}`;
}

const hubs: ReadonlyMap<string, string> = new Map([
  ['modelscope.cn', 'ms://'],
  ['modelscope.ai', 'ms://'],
  ['huggingface.co', 'hf://'],
  ['hf.co', 'hf://'],
  ['hf-mirror.com', 'hf://'],
]);

function isName(part: string): boolean {
  return part !== '' && !/^\.+$/.test(part);
}

/** A prefix takes no braces, a URL no blanks and the like, and clients resolve `..` in it. */
function partOfPrefix(parts: readonly string[]): string {
  const plain = parts.filter(isName).flatMap(part => {
    const words = part.split(/[^\w.@-]/).filter(word => word !== '');
    return words.length === 0 || !isName(words.join('')) ? [] : [words.join('-')];
  });
  return plain.length === 0 ? 'model' : plain.join('/');
}
