/**
 * The language server as a program: `twinkle-language-server --stdio`. Without an argument that names a transport it
 * speaks over standard input and output too.
 */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import chinese from '../../l10n/bundle.zh-cn.json';
import { serve } from './connection';
import { nodeWorkspace } from './nodeWorkspace';
import { packageVersion } from './packageVersion';

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];
const args = process.argv.slice(2);

if (args.includes('--version')) {
  process.stdout.write(`${packageVersion}\n`);
} else if (args.includes('--help')) {
  process.stdout.write(
    'Usage: twinkle-language-server [--stdio | --node-ipc | --socket=PORT | --pipe=NAME]\n',
  );
} else {
  if (!args.some(arg => transports.some(transport => arg.startsWith(transport))))
    process.argv.push('--stdio');
  serve(createConnection(ProposedFeatures.all), {
    disk: nodeWorkspace,
    defer: setImmediate,
    version: packageVersion,
    translations: { 'zh-cn': chinese, zh: chinese },
  });
}
