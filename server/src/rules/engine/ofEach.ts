/** The keys of an application as a rule about the whole file names them: those of each application. */
export function ofEach(keys: readonly string[]): string[] {
  return keys.map(key => `applications.${key}`);
}
