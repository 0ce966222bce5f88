/** Flags of V8 for programs that do not run long enough to need more. Nothing of Node is loaded for this list. */

/**
 * The thorough compiler is never done in time, the second one gives back what it takes only after many calls, and each
 * page that the space for new objects grows by is one more to ask the system for.
 */
export const forShortRuns = [
  '--no-turbofan',
  '--invocation-count-for-maglev=4000',
  '--semi-space-growth-factor=1',
] as const;

/** What V8 has by default. */
export const byDefault = [
  '--turbofan',
  '--invocation-count-for-maglev=400',
  '--semi-space-growth-factor=2',
] as const;
