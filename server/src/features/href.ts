/** Where the page of a finding's code is. The one place that knows. */
const online = 'https://github.com/twinkle-tools/twinkle-vscode/blob/main/docs/rules';

/** The pages on the web, by the language of the messages. */
export const pagesOnTheWeb = { en: online, 'zh-cn': `${online}/zh-cn` } as const;

/** The page that explains a code: what it means, what would have happened, how to fix it. */
export type HrefOf = (code: string) => string;

/** The page in English on the web, which needs no ability of a client. */
export const hrefOf: HrefOf = hrefBelow(pagesOnTheWeb.en);

/** Pages in a folder: one that a client shows by itself, and so without the network, or one on the web. */
export function hrefBelow(folder: string): HrefOf {
  return code => `${folder}/${code}.md`;
}
