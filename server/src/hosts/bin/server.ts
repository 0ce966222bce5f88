/** `twinkle-language-server`: sets up V8, then loads the program. */
import '../lsp/smallHeap';
import { keepCompiledCode } from '../compiledCode';

keepCompiledCode('server');
void import('./programs').then(({ startServer }) => startServer());
