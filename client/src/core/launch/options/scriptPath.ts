/** Where a script of the user is. */
import { folderOf } from '../../format/strings';

/** The absolute path; one that is written relative is relative to the folder of the configuration. */
export function scriptPath(script: string, configFile: string): string {
  return script.startsWith('/') ? script : `${folderOf(configFile)}/${script.replace(/^(?:\.\/+)+/, '')}`;
}
