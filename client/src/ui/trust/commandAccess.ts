/** What a command of the manifest may touch. One that is not named here needs a trusted workspace and files on a disk. */

/**
 * Commands that show or write text and nothing else: they run no program, read no record and open no connection, so an
 * untrusted or virtual workspace has them too.
 */
export const textCommands: ReadonlySet<string> = new Set([
  'twinkle.checkFile',
  'twinkle.createClusterFile',
  'twinkle.forecast',
  'twinkle.newServerConfig',
  'twinkle.openClusterFile',
  'twinkle.openConfigFile',
  'twinkle.revealInFile',
  'twinkle.showDetails',
  'twinkle.showLog',
  'twinkle.showOutput',
  'twinkle.showReferences',
]);

/** True for a command of the manifest that may start programs, read records or ask a dashboard. */
export function needsMachine(command: string): boolean {
  return command.startsWith('twinkle.') && !textCommands.has(command);
}
