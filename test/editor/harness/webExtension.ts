/**
 * The packaged extension as VS Code for the Web gets it: unpacked on a web server, and none of it on the machine of the
 * editor. So it runs in a worker of the browser, with its part for the web.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const run = promisify(execFile);

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

export class WebExtension {
  private constructor(private readonly server: Server) {}

  /**
   * @param folder where it is unpacked
   * @param python an interpreter, whose library unpacks it
   */
  static async serve(vsix: string, folder: string, python: string): Promise<WebExtension> {
    await run(python, ['-m', 'zipfile', '-e', vsix, folder]);
    const root = path.join(folder, 'extension');
    const server = createServer(({ url }, answer) => {
      const file = path.join(
        root,
        path.normalize(decodeURIComponent(new URL(url ?? '', 'http://x').pathname)),
      );
      readFile(file).then(
        bytes => {
          answer.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
          answer.end(bytes);
        },
        () => {
          answer.statusCode = 404;
          answer.end();
        },
      );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new WebExtension(server);
  }

  /**
   * Has the editor of a page load it. What somebody who hosts VS Code for the Web writes into its page, code-server has
   * no option for. The files come through its own proxy, since the page loads from its own address alone.
   *
   * @param url of the editor
   */
  async addTo(page: Page, url: string): Promise<void> {
    const { port } = this.server.address() as AddressInfo;
    const place = { scheme: 'http', authority: new URL(url).host, path: `/proxy/${port}` };
    await page.addInitScript(withExtension(place));
  }

  dispose(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A script that adds an extension to the options of the editor's page, when it is read and none of its modules has run. */
function withExtension(place: object): string {
  return `document.addEventListener('readystatechange', () => {
    const meta = document.getElementById('vscode-workbench-web-configuration');
    if (document.readyState !== 'interactive' || meta === null) return;
    const options = JSON.parse(meta.dataset.settings);
    meta.dataset.settings = JSON.stringify({
      ...options,
      additionalBuiltinExtensions: [${JSON.stringify(place)}],
    });
  });`;
}
