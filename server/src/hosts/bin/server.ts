/** `twinkle-language-server`: sets up V8, then loads the program. */
import '../lsp/smallHeap';
import { join } from 'node:path';
import { loadCompiled } from '../compiledCode';
import type * as Programs from './programs';

const { startServer } = loadCompiled(join(__dirname, 'programs.js'), 'server') as typeof Programs;
void startServer();
