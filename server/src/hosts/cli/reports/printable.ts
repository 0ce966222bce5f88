/** Words of a file or a path, made safe for a terminal and for the log of a CI runner. */

/** Control characters shown as U+FFFD, except tabs: so a file cannot steer the terminal, nor begin a line of its own. */
export function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd');
}

/**
 * Also without what a CI runner takes as a command: `::` at the start of a line, behind blanks too (GitHub Actions,
 * actions/runner src/Runner.Common/ActionCommand.cs), and `##[…]`, `##vso[…]`, `##teamcity[…]` anywhere in it.
 */
export function printable(text: string): string {
  return withoutControls(text)
    .replace(/^(\s*):(?=:)/, '$1\ufffd')
    .replace(/##(?=\w*\[)/g, '#\ufffd');
}

/** JSON with the control characters escaped and line breaks that JSON allows as they are. */
export function printableJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
