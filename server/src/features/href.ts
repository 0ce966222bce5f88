/** Where the page of a finding's code is. The one place that knows. */
const online = 'https://github.com/twinkle-tools/twinkle-vscode/blob/main/docs/rules';

/** The page that explains a code: what it means, what would have happened, how to fix it. */
export type HrefOf = (code: string) => string;

/** The page on the web, which needs no ability of a client. */
export const hrefOf: HrefOf = hrefBelow(online);

/** Pages in a folder that a client shows by itself, and so without the network; on the web where it names none. */
export function hrefBelow(folder: string | undefined): HrefOf {
  return code => `${folder ?? online}/${code}.md`;
}
