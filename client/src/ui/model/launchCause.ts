/**
 * The value of the configuration that made the launch of one cluster fail. The begin of each launch is reported to the
 * language server, which is asked once per failure, whoever launched; it shows the value until the next launch.
 */
import * as vscode from 'vscode';
import type { CauseView, LaunchCause as Cause } from '../../../../server/src/protocol';
import type { LaunchSession } from '../../app/launch/session';
import type { CausePlace, LaunchProblem, LaunchView } from '../../core/launch/view';
import type { Disposable } from '../../core/async/event';

export interface LaunchCausePorts {
  /** As `TwinkleLanguageClient.cause`. */
  readonly ask: (config: vscode.Uri, cause?: Cause, ofTold?: boolean) => Promise<CauseView | null>;
  readonly onError: (error: unknown) => void;
}

export class LaunchCause implements Disposable {
  readonly #ports: LaunchCausePorts;
  readonly #subscription: Disposable;
  #problem: LaunchProblem | undefined;
  #config: vscode.Uri | undefined;
  /** The launch that was followed last, by its time. */
  #startedAt: number | undefined;
  /** Whether the server knows the text that it began with. Never rejects. */
  #told: Promise<boolean> = Promise.resolve(false);
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
    if (state === 'launching' && startedAt !== this.#startedAt) this.#begin(configFile, startedAt);
    // A view is shown again after a launch that was refused: its problem is the same one.
    if (state !== 'failed' || problem === this.#problem) return;
    this.#problem = problem;
    if (problem?.cause === undefined || configFile === undefined) return;
    const { message, application } = problem.cause;
    const cause: Cause = { message, ...(application !== undefined && { application }) };
    const told = startedAt === this.#startedAt ? this.#told : Promise.resolve(false);
    this.#config = vscode.Uri.file(configFile);
    this.#place = this.#ask(this.#config, cause, told, startedAt).catch((error: unknown) => {
      this.#ports.onError(error);
      return undefined;
    });
  }

  /** Takes back what was said of the launch before, and reports this one. */
  #begin(configFile: string | undefined, startedAt: number | undefined): void {
    const before = this.#config;
    this.#problem = undefined;
    this.#startedAt = startedAt;
    this.#place = Promise.resolve(undefined);
    const config = configFile === undefined ? undefined : vscode.Uri.file(configFile);
    this.#config = config;
    if (before !== undefined && before.toString() !== config?.toString())
      this.#ports.ask(before).catch(this.#ports.onError);
    if (config !== undefined)
      this.#told = this.#tell(config, startedAt).catch((error: unknown) => {
        this.#ports.onError(error);
        return false;
      });
  }

  async #tell(config: vscode.Uri, startedAt = 0): Promise<boolean> {
    // A window that finds a launch under way: the file may have changed since.
    const changed = await isChanged(config, startedAt);
    await this.#ports.ask(config);
    return !changed;
  }

  async #ask(
    config: vscode.Uri,
    cause: Cause,
    told: Promise<boolean>,
    startedAt = 0,
  ): Promise<CausePlace | undefined> {
    const ofTold = await told;
    // Without the text that was launched, the clock decides whether it is still what the file says.
    if (!ofTold && (await isChanged(config, startedAt))) return undefined;
    const found = await this.#ports.ask(config, cause, ofTold);
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
