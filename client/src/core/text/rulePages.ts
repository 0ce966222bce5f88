/** The pages of the rules in the language of the editor. */

/** Code → Markdown, as the build writes it. */
type Pages = Readonly<Record<string, string>>;

/** The files of pages in `server/dist`, in the order in which a page is looked for. There is one Chinese, the simplified. */
function filesFor(language: string): readonly string[] {
  return /^zh\b/i.test(language) ? ['pages.zh-cn.json', 'pages.json'] : ['pages.json'];
}

/**
 * Finds pages; each file is read once, and that in English only for a page that the other lacks.
 * @param language as VS Code names it, such as `zh-cn`
 * @param read text of a file of `server/dist`
 * @returns the page of a code, undefined where there is none
 */
export function rulePages(
  language: string,
  read: (file: string) => Promise<string>,
): (code: string) => Promise<string | undefined> {
  const files = new Map<string, Promise<Pages>>();
  const pagesOf = (file: string) => {
    const pages = files.get(file) ?? read(file).then(text => JSON.parse(text) as Pages);
    files.set(file, pages);
    return pages;
  };
  return async code => {
    for (const file of filesFor(language)) {
      const pages = await pagesOf(file);
      if (Object.hasOwn(pages, code)) return pages[code];
    }
    return undefined;
  };
}
