/** What `ray start` and Ray's logs say, as far as a message to a person needs it. */

/** Without colors and other sequences of a terminal (ECMA-48). */
function withoutColors(output: string): string {
  return output.replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '');
}

/** The line that explains best why a program failed: the last one that names an error, else the last one at all. */
export function telling(output: string): string | undefined {
  const lines = withoutColors(output)
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const line = lines.findLast(one => /\b\w*(Error|Exception)\b|\berror:/i.test(one)) ?? lines.at(-1);
  return line !== undefined && line.length > 400 ? `${line.slice(0, 400)}…` : line;
}

/** The last lines, for the output channel. */
export function tail(output: string, lines = 40): string {
  return withoutColors(output).trimEnd().split('\n').slice(-lines).join('\n');
}
