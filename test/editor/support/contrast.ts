/** How well a line of text can be read in the theme of the window. */
import type { Locator } from 'playwright-core';

/** What is used of the browser, whose types the tests do not have. */
interface Shown {
  querySelector(selector: string): Shown | null;
  closest(selector: string): Shown | null;
}
type StyleOf = (shown: Shown) => { readonly color: string; readonly backgroundColor: string };

/** Colors of the first words of a line and of the page behind them. It runs in the browser. */
function colorsOf(found: unknown): readonly [words: string, page: string] {
  const line = found as Shown;
  const { getComputedStyle: styleOf } = globalThis as unknown as { getComputedStyle: StyleOf };
  return [
    styleOf(line.querySelector('span span') ?? line).color,
    styleOf(line.closest('.monaco-editor-background') ?? line).backgroundColor,
  ];
}

/** Brightness of a color such as `rgb(1, 2, 3)`, from 0 to 1, as the eye sees it. */
function brightness(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(part => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1, where nothing is seen, to 21, as the guidelines for accessible pages (WCAG) count it. */
export async function contrastOf(line: Locator): Promise<number> {
  const both = (await line.evaluate(colorsOf)).map(brightness);
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}
