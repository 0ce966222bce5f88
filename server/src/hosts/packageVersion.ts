/** Version of the npm package, read at build time. */
import { version } from '../../package.json';

export const packageVersion: string = version;
