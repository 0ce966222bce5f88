/** What follows from an application alone, worked out once for as long as its text stays the same. */
import type { Application } from './serverConfig';

/**
 * The same function, which remembers its results. It may read nothing but the application. Places in a result must be
 * the spans of nodes themselves, which count from their part of the text (document/tree/partSpan.ts), and no offsets.
 */
export function perApplication<T>(of: (application: Application) => T): (application: Application) => T {
  const known = new WeakMap<Application, { readonly result: T }>();
  return application => {
    let entry = known.get(application);
    if (entry === undefined) {
      entry = { result: of(application) };
      known.set(application, entry);
    }
    return entry.result;
  };
}
