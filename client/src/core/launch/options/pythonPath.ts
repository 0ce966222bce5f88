/** Search paths of Python that mean the same in another folder. */
import { absolutePath } from '../../format/strings';

/**
 * The entries of a PYTHONPATH with absolute paths, relative ones being of that folder. An empty entry, which Python
 * takes for the working folder, is rarely meant: it is left out.
 */
export function absolutePythonPath(value: string, folder: string): string {
  return value
    .split(':')
    .filter(entry => entry !== '')
    .map(entry => absolutePath(entry, folder))
    .join(':');
}
