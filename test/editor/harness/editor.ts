/** The editor as a person uses it: keys, clicks, and what is on the screen. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { required } from './codeServer';
import { onInterrupt } from './onInterrupt';

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface EditorOptions {
  url: string;
  /** Where screenshots go. */
  screenshots: string;
  width?: number;
  height?: number;
  /** What is done with the page before it loads the editor. */
  prepare?: (page: Page) => Promise<void>;
}

export class Editor {
  private readonly forget: () => void;

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly screenshots: string,
  ) {
    this.forget = onInterrupt(() => browser.close());
  }

  static async open(options: EditorOptions): Promise<Editor> {
    const { url, screenshots, width = 1280, height = 800 } = options;
    const executablePath = required(
      'TWINKLE_CHROMIUM',
      '`npm test -- --only editor` finds Chromium and sets it',
    );
    const browser = await chromium.launch({
      executablePath,
      args: chromiumFlags,
      // Its own answer to a signal is to exit, before anything else has been cleaned up (onInterrupt.ts).
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    try {
      const page = await browser.newPage({ viewport: { width, height } });
      page.setDefaultTimeout(30_000);
      await options.prepare?.(page);
      await page.goto(url);
      await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
      return new Editor(browser, page, screenshots);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** Opens a file of the workspace by its name, as with Ctrl+P. */
  async openFile(name: string): Promise<void> {
    // Its own row, not the first: one that was open before comes first.
    const label = this.page.locator('.label-name', {
      hasText: new RegExp(`^${path.basename(name).replaceAll('.', '[.]')}$`),
    });
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: label }).first();
    const active = this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).first();
    // Rows move while the list is being filtered, and a click may open the one that took the place of this one.
    await this.retry(active, async () => {
      await this.retry(row, async () => {
        // Opened again where the row was not there: the list has the files that were known when it was opened.
        if (await this.page.locator('.quick-input-widget').isVisible())
          await this.page.keyboard.press('Escape');
        await this.quickInput('Control+P', name);
      });
      await row.click();
    });
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.commandThatAsks(title);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Runs a command of the palette that opens a list or an input of its own. */
  async commandThatAsks(title: string): Promise<void> {
    // The row that Enter takes: while the list is filtered, another one still is the first.
    const name = new RegExp(`^(?:.*: )?${title.replace(/^.*?: /, '').replace(/[.()]/g, '\\$&')}$`);
    const row = this.page
      .locator('.quick-input-list .monaco-list-row.focused')
      .filter({ has: this.page.locator('.label-name', { hasText: name }) });
    await this.retry(row, async () => {
      // Opened again where the row was not there: the list has the commands that were known when it was opened.
      if (await this.page.locator('.quick-input-widget').isVisible())
        await this.page.keyboard.press('Escape');
      await this.quickInput('F1', `>${title}`);
    });
    // Until the palette has gone: a key gets lost while its list is being filtered again.
    await this.retry(row, () => this.page.keyboard.press('Enter'), 'hidden');
  }

  /** Runs a command of the palette until it shows what it should. */
  async commandUntil(title: string, shown: Locator): Promise<void> {
    await this.retry(shown, () => this.command(title));
  }

  /** Runs a command of the palette until the list that it opens has a row: a list that is open does not grow. */
  async commandUntilItOffers(title: string, row: Locator): Promise<void> {
    await this.retry(row, () => this.commandThatAsks(title));
  }

  /** Goes to the first problem of the open file and shows its message in the text. */
  async showFirstProblem(): Promise<Locator> {
    const message = this.page.locator('.marker-widget .message').first();
    await this.pressUntil('Alt+F8', message);
    return message;
  }

  /** Closes what the editor shows in its text, by Escape. */
  async dismiss(shown: Locator): Promise<void> {
    await this.retry(shown, () => this.page.keyboard.press('Escape'), 'detached');
  }

  /** Goes to the first problem of the open file and opens the list of its quick fixes, by keys alone. */
  async showFixes(): Promise<Locator> {
    const fixes = this.page.locator('.action-widget .monaco-list-row.action');
    // From the problem on each time: a key that got lost may have been the one that puts the cursor there.
    await this.retry(fixes.first(), async () => {
      await this.dismiss(await this.showFirstProblem());
      await this.page.keyboard.press('Control+.');
    });
    return fixes;
  }

  /** Goes to the first problem of the open file and takes the first quick fix on offer, by keys alone. */
  async fixFirstProblem(): Promise<void> {
    const fixes = await this.showFixes();
    await this.page.keyboard.press('Enter');
    await fixes.first().waitFor({ state: 'detached' });
  }

  /** Puts the cursor at a line and column, both from 1, as with Ctrl+G. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.quickInput('Control+G', `:${line}:${column}`);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: `line ${line}` });
    await row.first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  private async quickInput(key: string, text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    for (let attempt = 0; ; attempt += 1) {
      await this.pressUntil(key, input);
      try {
        await input.fill(text, { timeout: 5000 });
        return;
      } catch (error) {
        // What the command before shows late takes the focus, and the input closes.
        if (attempt === 3) throw error;
      }
    }
  }

  /** Presses a key until it shows what it should: one gets lost while the workbench moves its focus. */
  private async pressUntil(key: string, shown: Locator): Promise<void> {
    await this.retry(shown, () => this.page.keyboard.press(key));
  }

  private async retry(
    shown: Locator,
    act: () => Promise<void>,
    state: 'visible' | 'hidden' | 'detached' = 'visible',
  ): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      await act();
      try {
        await shown.waitFor({ state, timeout: 5000 });
        return;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** The first entry of the status bar that holds the text. */
  statusBar(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** Rows of the tree whose label or description holds the text. */
  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.sidebar [role="treeitem"]', { hasText: text });
  }

  /** Underlines of findings in the open file. */
  squiggles(kind: 'error' | 'warning' | 'info' = 'error'): Locator {
    return this.page.locator(`.squiggly-${kind}`);
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-toast', { hasText: text });
  }

  /** Clicks a button of a message. */
  async answer(message: string | RegExp, button: string): Promise<void> {
    await this.notification(message).first().getByRole('button', { name: button, exact: true }).click();
  }

  /** A question that keeps the editor waiting. */
  dialog(question: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: question });
  }

  async answerDialog(question: string | RegExp, button: string): Promise<void> {
    await this.dialog(question).getByRole('button', { name: button, exact: true }).click();
  }

  /** @param clip CSS selector of what to show: the box around all that it finds; the whole window if left out */
  async screenshot(name: string, clip?: string): Promise<string> {
    await mkdir(this.screenshots, { recursive: true });
    const file = path.join(this.screenshots, `${name}.png`);
    await this.page.screenshot({
      path: file,
      // What comes in slowly, such as a menu, is there as a whole.
      animations: 'disabled',
      ...(clip !== undefined && { clip: await this.boxAround(clip) }),
    });
    return file;
  }

  private async boxAround(
    selector: string,
  ): Promise<{ x: number; y: number; width: number; height: number }> {
    const found = await this.page.locator(selector).all();
    const boxes = (await Promise.all(found.map(each => each.boundingBox()))).filter(box => box !== null);
    const x = Math.min(...boxes.map(box => box.x));
    const y = Math.min(...boxes.map(box => box.y));
    const right = Math.max(...boxes.map(box => box.x + box.width));
    const bottom = Math.max(...boxes.map(box => box.y + box.height));
    return { x, y, width: right - x, height: bottom - y };
  }

  async close(): Promise<void> {
    this.forget();
    await this.browser.close();
  }
}
