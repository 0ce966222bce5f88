/** Python files that workers would import in place of a package. */

/** A module that the files of a folder make. */
export interface OwnModule {
  readonly name: string;
  /** Of the module, or `__init__.py` of the package that may be there. */
  readonly file: string;
}

/** More are not looked at: they are one argument of a command line. */
const most = 1_000;

/** Python's own tests, which no package imports and many folders have a file for. */
const unimported = new Set(['test']);

/**
 * What may be imported from a folder, by the names in it.
 *
 * A folder without `__init__.py` stands in for nothing: Python takes a real package of its name from a later place.
 */
export function modulesIn(folder: string, names: readonly string[]): readonly OwnModule[] {
  return names
    .flatMap(each => {
      const [, name = '', extension] = /^([A-Za-z_]\w*)(\.py)?$/.exec(each) ?? [];
      if (name === '' || unimported.has(name)) return [];
      return [{ name, file: `${folder}/${name}${extension ?? '/__init__.py'}` }];
    })
    .slice(0, most);
}
