/** How well a line of text can be read in the theme of the window. */
import type { Locator } from 'playwright-core';

/** Colors of the first words of a line and of the page behind them. Text, since it runs in the browser. */
const colors = `line => [
  getComputedStyle(line.querySelector('span span') ?? line).color,
  getComputedStyle(line.closest('.monaco-editor-background') ?? line).backgroundColor,
]`;

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
  const found: unknown = await line.evaluate(colors);
  const both = (found as string[]).map(brightness);
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}
