/** A page of a rule in its parts, to compare it with its twin in another language. */

export interface Page {
  /** Marks of headings, such as `##`. */
  readonly headings: readonly string[];
  /** Blocks of code with their fences. */
  readonly codeBlocks: readonly string[];
  /** What is between the blocks of code, as paragraphs: lines of a list or a table are one. */
  readonly paragraphs: readonly string[];
  /** Names in backticks, in no order and each once. */
  readonly names: readonly string[];
  /** Targets of links. */
  readonly links: readonly string[];
  /** Versions such as `0.5.1`, in no order and each once. */
  readonly versions: readonly string[];
  /** Severities that the first paragraph names, in order. */
  readonly severities: readonly string[];
  /** Stages that the first paragraph names, in order. */
  readonly stages: readonly string[];
  /** Share of Chinese characters among the letters outside of code, names and the paragraph of the source. */
  readonly chinese: number;
}

const fence = /^```.*?\n^```$/gms;

/** @param severities words of the language of the page → id */
export function partsOf(page: string, severities: Readonly<Record<string, string>>): Page {
  const prose = page.replace(fence, '\n');
  const paragraphs = prose
    .split(/\n\s*\n/)
    .map(each => each.trim())
    .filter(each => each !== '');
  const [, first = ''] = paragraphs;
  const names = all(/`([^`]+)`/g, prose).map(name => name.replace(/\s+/g, ' '));
  const bare = prose.replace(/`[^`]*`|\]\([^)]*\)|^#+ [\w-]+$|^(?:Source: |来源：).*/gms, ' ');
  const letters = all(/(\p{L})/gu, bare);
  return {
    headings: all(/^(#+) /gm, prose),
    codeBlocks: page.match(fence) ?? [],
    paragraphs,
    names: unique(names),
    links: all(/\]\(([^)]+)\)/g, prose).sort(),
    versions: unique(all(/(\d+(?:\.\d+)+)/g, prose.replace(/`[^`]*`/g, ' '))),
    severities: all(/\*\*([^*]+)\*\*/g, first).map(word => severities[word] ?? word),
    stages: all(/`(load|deploy|replica|request|silent|hang|waste)`/g, first),
    chinese: letters.filter(letter => /\p{Script=Han}/u.test(letter)).length / letters.length,
  };
}

function all(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}
