/**
 * All programs of this package, for one bundle that holds what they share once (scripts/lib/products.mjs). A web worker
 * takes one script, and starts by itself. There is no Node in it: no file may use a module of Node while it is loaded,
 * only when it is called (test/unit/programs.test.ts).
 */
import { startWorker } from '../lsp/worker';

export { runCheck } from '../cli/check';
export { startServer } from '../lsp/server';

if ('WorkerGlobalScope' in globalThis) void startWorker();
