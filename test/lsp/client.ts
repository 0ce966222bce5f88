/** A plain language client: a server as a process, the built one unless told otherwise, spoken to over its standard streams. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';

export const serverPath = join(import.meta.dirname, '../../server/dist/server.js');

/** How long a test waits for what the server should send at once. */
const patience = 20_000;

export interface Published extends PublishDiagnosticsParams {
  /** Codes with the lines that they are on, from 0: what most tests look at. */
  readonly brief: string[];
}

/** A server, and what it gets where it asks for settings, by section. */
export interface Program {
  readonly path: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export class LspClient {
  /** All that was published, in order. */
  readonly published: Published[] = [];
  readonly logged: string[] = [];
  initializeResult: InitializeResult | undefined;
  private readonly waiters = new Set<() => void>();

  private constructor(
    readonly process: ChildProcessWithoutNullStreams,
    readonly connection: ProtocolConnection,
  ) {}

  /** Starts a server and shakes hands. */
  static async start(
    params: Partial<InitializeParams> = {},
    capabilities: ClientCapabilities = fullCapabilities,
    args: string[] = ['--stdio'],
    { path, settings }: Program = { path: serverPath },
  ): Promise<LspClient> {
    if (!existsSync(path)) throw new Error(`${path} is missing: npm run build`);
    const child = spawn(process.execPath, [path, ...args]);
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new LspClient(child, connection);
    connection.onNotification(PublishDiagnosticsNotification.type, published => {
      const brief = published.diagnostics.map(({ code, range }) => `${String(code)}@${range.start.line}`);
      client.published.push({ ...published, brief });
      for (const waiter of client.waiters) waiter();
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      client.logged.push(message);
    });
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => settings?.[section ?? ''] ?? null),
    );
    connection.listen();
    client.initializeResult = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // Still required by the type.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      rootUri: null,
      workspaceFolders: null,
      capabilities,
      ...params,
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  async open(uri: string, text: string, languageId = 'twinkle-server-config', version = 1): Promise<void> {
    const textDocument = { uri, languageId, version, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async change(
    uri: string,
    version: number,
    ...contentChanges: TextDocumentContentChangeEvent[]
  ): Promise<void> {
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** The first diagnostics of a document that satisfy a condition, from now or before. */
  async diagnostics(uri: string, condition: (published: Published) => boolean): Promise<Published> {
    const find = () => this.published.findLast(each => each.uri === uri && condition(each));
    return await new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(look);
      };
      const look = () => {
        const found = find();
        if (found === undefined) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        done();
        reject(
          new Error(
            `No such diagnostics of ${uri}; seen: ${JSON.stringify(this.published)} ${this.logged.join('\n')}`,
          ),
        );
      }, patience);
      this.waiters.add(look);
      look();
    });
  }

  /** Diagnostics of one version. */
  async version(uri: string, version: number): Promise<Published> {
    return await this.diagnostics(uri, published => published.version === version);
  }

  /** Ends the server as a client should, and tells its exit code. */
  async stop(): Promise<number | null> {
    const exited = once(this.process, 'exit');
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const [code] = (await exited) as [number | null];
    this.connection.dispose();
    return code;
  }

  /** Ends the process whatever state it is in; for after a test. */
  kill(): void {
    this.connection.dispose();
    this.process.kill('SIGKILL');
  }
}

export const fullCapabilities: ClientCapabilities = {
  workspace: {
    workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
};
