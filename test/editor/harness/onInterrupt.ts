/** What must be ended also when a test run is interrupted, since it has a process group of its own. */

const cleanups = new Set<() => Promise<void> | void>();
let isListening = false;

/**
 * Runs `cleanup` when this process gets a signal to end, before it ends.
 * @returns takes it back, for when the test has cleaned up itself
 */
export function onInterrupt(cleanup: () => Promise<void> | void): () => void {
  cleanups.add(cleanup);
  if (!isListening) {
    isListening = true;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  }
  return () => cleanups.delete(cleanup);
}

function end(): void {
  const work = [...cleanups].map(async cleanup => {
    await cleanup();
  });
  cleanups.clear();
  void Promise.allSettled(work).then(() => process.exit(143));
}
