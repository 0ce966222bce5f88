/** Milliseconds that this thread's CPU takes for an action: the clock also counts what else uses the machine. */
export function cpuTime(action: () => unknown): number {
  const start = process.threadCpuUsage();
  action();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}
