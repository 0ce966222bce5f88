/**
 * The value of the configuration that made the launch of one cluster fail. The language server is asked for it once per
 * failure, whoever launched, and shows it in the file until the next launch.
 */
import * as vscode from 'vscode';
import type { CauseView, LaunchCause as Cause } from '../../../../server/src/protocol';
import type { LaunchSession } from '../../app/launch/session';
import type { CausePlace, LaunchProblem, LaunchView } from '../../core/launch/view';
import type { Disposable } from '../../core/async/event';

export interface LaunchCausePorts {
  /** As `TwinkleLanguageClient.cause`. */
  readonly ask: (config: vscode.Uri, cause?: Cause) => Promise<CauseView | null>;
  readonly onError: (error: unknown) => void;
}

export class LaunchCause implements Disposable {
  readonly #ports: LaunchCausePorts;
  readonly #subscription: Disposable;
  #problem: LaunchProblem | undefined;
  #config: vscode.Uri | undefined;
  #place: Promise<CausePlace | undefined> = Promise.resolve(undefined);

  constructor(launch: Pick<LaunchSession, 'onDidChange'>, ports: LaunchCausePorts) {
    this.#ports = ports;
    this.#subscription = launch.onDidChange(view => {
      this.#follow(view);
    });
  }

  /** Of the launch that failed last; undefined where it is not certain. Never rejects. */
  get place(): Promise<CausePlace | undefined> {
    return this.#place;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #follow({ state, problem, configFile, startedAt }: LaunchView): void {
    if (state === 'launching') this.#takeBack();
    // A view is shown again after a launch that was refused: its problem is the same one.
    if (state !== 'failed' || problem === this.#problem) return;
    this.#problem = problem;
    if (problem?.cause === undefined || configFile === undefined) return;
    const { message, application } = problem.cause;
    const cause: Cause = { message, ...(application !== undefined && { application }) };
    this.#config = vscode.Uri.file(configFile);
    this.#place = this.#ask(this.#config, cause, startedAt).catch((error: unknown) => {
      this.#ports.onError(error);
      return undefined;
    });
  }

  #takeBack(): void {
    const config = this.#config;
    this.#problem = undefined;
    this.#config = undefined;
    this.#place = Promise.resolve(undefined);
    if (config !== undefined) this.#ports.ask(config).catch(this.#ports.onError);
  }

  async #ask(config: vscode.Uri, cause: Cause, startedAt = 0): Promise<CausePlace | undefined> {
    // What was launched is no longer what the file says.
    if (await isChanged(config, startedAt)) return undefined;
    const found = await this.#ports.ask(config, cause);
    return found === null ? undefined : { file: config.toString(), at: found.path, words: found.words };
  }
}

/** @param since milliseconds since the epoch */
async function isChanged(config: vscode.Uri, since: number): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === config.toString());
  if (open?.isDirty === true) return true;
  try {
    return (await vscode.workspace.fs.stat(config)).mtime > since;
  } catch {
    // It is gone, or cannot be read.
    return true;
  }
}
