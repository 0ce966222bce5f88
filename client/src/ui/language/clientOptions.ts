/** What a language client is started with, in Node and in a browser. */
import {
  diagnosticSource,
  rulePageScheme,
  type Facts,
  type InitializationOptions,
} from '../../../../server/src/protocol';
import { servedDocuments } from '../files/documents';
import { suggestCommand } from './suggestCommand';

/** @param facts are asked for at each start */
export function clientOptions(facts: () => Facts) {
  return {
    documentSelector: servedDocuments(),
    diagnosticCollectionName: diagnosticSource,
    initializationOptions: (): InitializationOptions => ({
      facts: facts(),
      codeLens: true,
      diagnostics: 'push',
      rulePages: `${rulePageScheme}:`,
      suggestCommand,
    }),
  };
}

interface Startable {
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts a client; one that cannot be started is disposed of. Rejects with what its start says. */
export async function started<Client extends Startable>(client: Client): Promise<Client> {
  try {
    await client.start();
  } catch (error) {
    void client.dispose().catch(() => undefined);
    throw error;
  }
  return client;
}
