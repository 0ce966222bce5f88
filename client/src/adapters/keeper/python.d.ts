/** The text of a Python file: esbuild's loader `text`, and a plugin of vitest. */
declare module '*.py' {
  const source: string;
  export default source;
}
