/**
 * Keeps the server small, since it lives beside models that need the memory. Imported first, before there is much to
 * collect: new objects get a space that does not grow, and code is compiled by the two quick compilers of V8 only. The
 * third one takes more time and memory than it ever gives back to a program that works for a millisecond at a time
 * (docs/peers.md). Flags of the command line would not do: with them Node compiles all of its own code anew.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--no-turbofan');
// A file of megabytes leaves megabytes behind at each edit: collect when there is half as much again, not several times.
setFlagsFromString('--heap-growing-percent=40');
