/** Processes of one editor, as the system lists them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Those whose command line names a folder, with their number: one line each. */
export function processesNaming(folder: string): string[] {
  return processes(folder, 'cmdline');
}

/** The language servers of the editor whose files are in a folder: it has the folder in its environment. */
export function languageServers(folder: string): string[] {
  return processes(folder, 'environ').filter(line => line.includes('server.js --stdio'));
}

/** Number and command line of those whose file in /proc holds the text. */
function processes(text: string, file: 'cmdline' | 'environ'): string[] {
  return readdirSync('/proc').flatMap(name => {
    try {
      if (!/^\d+$/.test(name) || !readFileSync(`/proc/${name}/${file}`, 'utf8').includes(text)) return [];
      return [`${name} ${readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')}`];
    } catch {
      return [];
    }
  });
}
