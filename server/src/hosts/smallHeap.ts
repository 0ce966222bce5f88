/**
 * Keeps the server small, since it lives beside models that need the memory. Imported first, before there is much to
 * collect: new objects get a space that does not grow, and code is either interpreted or compiled by the one compiler that is worth it.
 * An edit makes little garbage and runs for a few milliseconds, so neither is felt (docs/peers.md).
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--no-maglev');
setFlagsFromString('--no-sparkplug');
