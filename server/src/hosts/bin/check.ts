/** `twinkle-check`: sets up V8, then loads the program. */
import '../fewFiles';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadCompiled } from '../compiledCode';
import type * as Programs from './programs';

const path = join(__dirname, 'programs.js');
// What is kept is what the first run compiled, so that must be a usual one.
const isUsual = !process.argv.some(arg => /^(-h|--help|--version|--explain|--list-rules)\b/.test(arg));
const programs: unknown = isUsual ? loadCompiled(path, 'check') : createRequire(path)(path);
(programs as typeof Programs).runCheck();
