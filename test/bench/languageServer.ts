/** A language server as a process of its own, driven over its standard input and output as an editor drives it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import type { Contender } from './contenders';

/** No single wait lasts longer; a server that is silent for so long has failed. */
const limitMilliseconds = 60_000;
/** Longer than any debounce: who published nothing for so long has finished. */
const quietMilliseconds = 400;

export interface TextChange {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

type Listener = (params: PublishDiagnosticsParams) => void;

export class LanguageServer implements AsyncDisposable {
  private readonly listeners = new Set<Listener>();
  private readonly waiting = new Set<(reason: string) => void>();
  private version = 0;
  private standardError = '';

  private constructor(
    readonly contender: Contender,
    readonly pid: number,
    private readonly uri: string,
    private readonly process: ChildProcess,
    private readonly connection: ProtocolConnection,
  ) {}

  /**
   * Starts the process and initializes it for a workspace of one folder.
   * @param folder the workspace
   * @param file absolute path of the document that is going to be opened
   */
  static async start(contender: Contender, folder: string, file: string): Promise<LanguageServer> {
    const child = spawn(process.execPath, contender.argv, { stdio: ['pipe', 'pipe', 'pipe'], cwd: folder });
    if (child.pid === undefined)
      throw new Error(`${contender.name} does not start: ${contender.argv.join(' ')}`);
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new LanguageServer(contender, child.pid, pathToFileURL(file).href, child, connection);
    child.once('exit', code => {
      for (const fail of server.waiting) fail(`it ended with ${String(code)}`);
    });
    child.stderr.on('data', (chunk: Buffer) => (server.standardError += chunk.toString()));
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      if (params.uri === server.uri) for (const listener of server.listeners) listener(params);
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => contender.settings[section ?? ''] ?? null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onError(() => undefined);
    connection.listen();
    await server.bounded(connection.sendRequest('initialize', initializeParams(folder)), 'initialize');
    await connection.sendNotification('initialized', {});
    return server;
  }

  /** Opens the document and waits for diagnostics that satisfy `expected`. */
  async open(text: string, expected: (diagnostics: readonly Diagnostic[]) => boolean): Promise<void> {
    const answer = this.diagnostics(expected);
    const { languageId } = this.contender;
    const textDocument = { uri: this.uri, languageId, version: this.version, text };
    await Promise.all([this.connection.sendNotification('textDocument/didOpen', { textDocument }), answer]);
  }

  /** Sends a change and returns the milliseconds until diagnostics of the changed text that satisfy `expected`. */
  async change(edit: TextChange, expected: (diagnostics: readonly Diagnostic[]) => boolean): Promise<number> {
    const answer = this.diagnostics(expected, this.version + 1);
    const start = performance.now();
    const [, end] = await Promise.all([this.sendChange(edit), answer]);
    return end - start;
  }

  /** Sends a change with a completion request right behind it, as typing does, and times the answer. */
  async complete(edit: TextChange, position: Position): Promise<{ milliseconds: number; labels: string[] }> {
    const textDocument = { uri: this.uri };
    const start = performance.now();
    const sent = this.sendChange(edit);
    const answer = this.connection.sendRequest('textDocument/completion', { textDocument, position });
    const list = (await this.bounded(answer, 'completion')) as CompletionItem[] | CompletionList | null;
    const milliseconds = performance.now() - start;
    await sent;
    const items = Array.isArray(list) ? list : (list?.items ?? []);
    return { milliseconds, labels: items.map(({ label }) => label) };
  }

  /** Any other request about the document. */
  request(method: string, params: object): Promise<unknown> {
    return this.bounded(
      this.connection.sendRequest(method, { textDocument: { uri: this.uri }, ...params }),
      method,
    );
  }

  /** Returns when no diagnostics have come for a while. */
  async quiet(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<void>(resolve => (timer = setTimeout(resolve, quietMilliseconds)));
    const listener = (): void => void timer?.refresh();
    this.listeners.add(listener);
    try {
      await this.bounded(silence, 'quiet');
    } finally {
      clearTimeout(timer);
      this.listeners.delete(listener);
    }
  }

  /** Ends the server as the protocol says, and by force where it does not obey. */
  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.process, 'exit');
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const force = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    await this.connection
      .sendRequest('shutdown')
      .then(() => this.connection.sendNotification('exit'))
      .catch(() => this.process.kill('SIGKILL'));
    await ended;
    clearTimeout(force);
    this.connection.dispose();
  }

  private sendChange({ start, end, newText }: TextChange): Promise<void> {
    this.version++;
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.version },
      contentChanges: [{ range: { start, end }, text: newText }],
    });
  }

  /** Moment at which fitting diagnostics arrive: of that very version where the server tells it, else by content. */
  private diagnostics(
    expected: (diagnostics: readonly Diagnostic[]) => boolean,
    version = this.version,
  ): Promise<number> {
    let listener: Listener | undefined;
    const arrived = new Promise<number>(resolve => {
      listener = params => {
        if (this.contender.versioned && params.version !== version) return;
        if (expected(params.diagnostics)) resolve(performance.now());
      };
      this.listeners.add(listener);
    });
    return this.bounded(arrived, 'diagnostics').finally(() => listener && this.listeners.delete(listener));
  }

  private async bounded<T>(promise: Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let fail: ((reason: string) => void) | undefined;
    const failure = new Promise<never>((_, reject) => {
      fail = reason => {
        reject(new Error(`${this.contender.name}: no ${what}, ${reason}\n${this.standardError}`));
      };
      timer = setTimeout(fail, limitMilliseconds, `${limitMilliseconds / 1000} s waited`);
      this.waiting.add(fail);
    });
    try {
      return await Promise.race([promise, failure]);
    } finally {
      clearTimeout(timer);
      if (fail !== undefined) this.waiting.delete(fail);
    }
  }
}

function initializeParams(folder: string): object {
  const uri = pathToFileURL(folder).href;
  return {
    processId: process.pid,
    workspaceFolders: [{ uri, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: {
        publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
        hover: { contentFormat: ['markdown'] },
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
          isPreferredSupport: true,
        },
      },
    },
  };
}
