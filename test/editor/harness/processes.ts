/** Processes of one editor, as the system lists them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Those whose command line names a folder, with their number: one line each. */
export function processesNaming(folder: string): string[] {
  return readdirSync('/proc').flatMap(name => {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return /^\d+$/.test(name) && command.includes(folder) ? [`${name} ${command}`] : [];
    } catch {
      return [];
    }
  });
}

/** The language server of the editor whose files are in a folder. */
export function languageServers(folder: string): string[] {
  return processesNaming(folder).filter(line => line.includes('server.js --stdio'));
}
