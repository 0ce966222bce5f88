/**
 * Sets up V8 for a run over few files. Imported first: compiled code that was kept under other flags is refused.
 */
import { setFlagsFromString } from 'node:v8';
import { forShortRuns } from './v8Flags';

forShortRuns.forEach(flag => {
  setFlagsFromString(flag);
});
