/**
 * Keeps the server small, since it lives beside models that need the memory. Imported first, before there is much to
 * collect: new objects get a space that does not grow, and code is compiled by the quickest compiler of V8, the second one
 * being for what runs very often and the third for nothing: they take more time and memory than they ever give back to
 * a program that works for a millisecond at a time (docs/peers.md). Flags of the command line would not do: with them
 * Node compiles all of its own code anew.
 */
import { setFlagsFromString } from 'node:v8';
import { forShortRuns } from '../v8Flags';

forShortRuns.forEach(flag => {
  setFlagsFromString(flag);
});
// Somebody edits a few dozen times, not thousands: code notes the shapes of its objects from its first run, and not only
// when it has run for a while. An edit takes 5 to 10 % less time, a start no more.
setFlagsFromString('--no-lazy-feedback-allocation');
// A file of megabytes leaves megabytes behind at each edit: collect when there is half as much again, not several times.
setFlagsFromString('--heap-growing-percent=40');
