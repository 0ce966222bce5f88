/** A language client with its server in a web worker. */
import type * as browser from 'vscode-languageclient/browser';

type Library = Pick<typeof browser, 'BrowserMessageReader' | 'BrowserMessageWriter' | 'LanguageClient'>;

/**
 * Each start has a new worker, and the end of the client is that of the worker, also where the server does not answer.
 *
 * The library is given what reads and writes instead of the worker. It would ask whether that is an instance of
 * `Worker` (vscode-languageclient 11, lib/browser/main.js), and it is none in the extension host of a browser: there
 * `Worker` is a function of VS Code that gives a worker of the browser.
 *
 * @param script address of the worker's program
 */
export function workerClient(
  library: Library,
  script: string,
  options: browser.LanguageClientOptions,
): browser.LanguageClient {
  let worker: Worker | undefined;
  const end = () => {
    worker?.terminate();
    worker = undefined;
  };
  const start = () => {
    end();
    worker = new Worker(script);
    return Promise.resolve({
      reader: new library.BrowserMessageReader(worker),
      writer: new library.BrowserMessageWriter(worker),
    });
  };
  const Client = class extends library.LanguageClient {
    override async dispose(timeout?: number): Promise<void> {
      try {
        await super.dispose(timeout);
      } finally {
        end();
      }
    }
  };
  return new Client('twinkle.languageServer', 'Twinkle Language Server', start, options);
}
