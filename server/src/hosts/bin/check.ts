/** `twinkle-check`: sets up V8, then loads the program. */
import { keepCompiledCode } from '../compiledCode';

// What is kept is what the first run compiled, so that must be a usual one.
if (!process.argv.some(arg => /^(-h|--help|--version|--explain|--list-rules)\b/.test(arg)))
  keepCompiledCode('check');
void import('./programs').then(({ runCheck }) => {
  runCheck();
});
