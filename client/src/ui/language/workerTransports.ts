/** Messages to and from a language server in a web worker. */
import type * as browser from 'vscode-languageclient/browser';

type Library = Pick<typeof browser, 'BrowserMessageReader' | 'BrowserMessageWriter'>;

/**
 * A new worker, which ends with its connection.
 *
 * The library is given what reads and writes instead of the worker. It would ask whether that is an instance of
 * `Worker` (vscode-languageclient 11, lib/browser/main.js), and it is none in the extension host of a browser: there
 * `Worker` is a function of VS Code that gives a worker of the browser.
 *
 * @param script address of the worker's program
 */
export function workerTransports(library: Library, script: string): browser.MessageTransports {
  const worker = new Worker(script);
  const reader = new (class extends library.BrowserMessageReader {
    override dispose(): void {
      super.dispose();
      worker.terminate();
    }
  })(worker);
  return { reader, writer: new library.BrowserMessageWriter(worker) };
}
