/**
 * The language server as a program: `twinkle-language-server --stdio`. Without an argument that names a transport it
 * speaks over standard input and output too.
 */
import { serve } from './connection';
import { nodeWorkspace } from '../files/nodeWorkspace';
import { packageVersion } from '../packageVersion';
import { translations } from '../locales';

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

/** Does what the command line says: serves until the connection ends, or prints. */
export async function startServer(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--version')) {
    process.stdout.write(`${packageVersion}\n`);
    return;
  }
  if (args.includes('--help')) {
    process.stdout.write(
      'Usage: twinkle-language-server [--stdio | --node-ipc | --socket=PORT | --pipe=NAME]\n',
    );
    return;
  }
  if (!args.some(arg => transports.some(transport => arg.startsWith(transport))))
    process.argv.push('--stdio');
  const { createConnection, ProposedFeatures } = await import('vscode-languageserver/node');
  const connection = createConnection(ProposedFeatures.all);
  // A mistake of ours costs one answer, not the server; a client that has gone away ends it.
  const report = (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(1);
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  serve(connection, {
    disk: nodeWorkspace(problem => {
      connection.console.warn(problem);
    }),
    defer: setImmediate,
    version: packageVersion,
    translations,
  });
}
