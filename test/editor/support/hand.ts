/** The hand of a person who has read nothing: it clicks on what is on the screen, or takes what Enter takes, and counts. */
import type { Locator, Page } from 'playwright-core';

export class Hand {
  /** What was done, one line for each click and each key. */
  readonly done: string[] = [];

  constructor(private readonly page: Page) {}

  /** Clicks once it is there. Throws where nothing, or more than one thing, is meant. */
  async click(what: string, target: Locator): Promise<void> {
    await target.waitFor();
    await target.click();
    this.done.push(`click ${what}`);
  }

  /** Presses Enter once the row is there that it would take. */
  async enter(row: Locator): Promise<void> {
    await row.waitFor();
    this.done.push(`Enter ${(await row.getAttribute('aria-label')) ?? ''}`);
    await this.page.keyboard.press('Enter');
  }
}
