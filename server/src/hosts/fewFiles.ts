/**
 * Sets up V8 for a run over few files, which is over before the thorough compiler is done, or gets back what the second
 * one took, and in which each page that the space for new objects grows by is one more to ask the system for. Imported
 * first: compiled code that was kept under other flags is refused.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-turbofan');
setFlagsFromString('--invocation-count-for-maglev=4000');
setFlagsFromString('--semi-space-growth-factor=1');
