/** Where the page of a finding's code is. The one place that knows. */
const pages = 'https://github.com/twinkle-tools/twinkle-vscode/blob/main/docs/rules';

/** The page that explains a code: what it means, what would have happened, how to fix it. */
export function hrefOf(code: string): string {
  return `${pages}/${code}.md`;
}
