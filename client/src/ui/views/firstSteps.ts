/** Tells the walkthrough which of its steps are done: each by what is there, and not by a command that was opened. */
import { chosenPython } from '../../core/cluster/interpreterPath';
import type { Disposable } from '../../core/async/event';
import { Disposables } from '../disposables';
import type { TwinkleLanguageClient } from '../language/client';
import type { Clusters } from '../model/clusters';
import type { ForecastPages } from '../pages/forecastPages';
import { onDidChangeSetting, pythonSetting } from '../settings/settings';
import { ContextWriter } from './context';

export interface FirstStepsPorts {
  readonly client: TwinkleLanguageClient;
  readonly clusters: Clusters;
  readonly forecasts: ForecastPages;
  readonly onError: (error: unknown) => void;
}

export class FirstSteps implements Disposable {
  readonly #ports: FirstStepsPorts;
  readonly #owned = new Disposables();
  readonly #context = new ContextWriter();

  constructor(ports: FirstStepsPorts) {
    this.#ports = ports;
    const interpreter = () => void this.#lookForInterpreter().catch(ports.onError);
    this.#owned.add(onDidChangeSetting('python', interpreter));
    this.#owned.add(ports.clusters.onDidChangeCurrent(interpreter));
    this.#owned.add(ports.client.onDidStart(interpreter));
    this.#owned.add(
      ports.forecasts.onDidShow(() => {
        this.#context.set({ forecastShown: true });
      }),
    );
    // Not at once: activation waits for no search and no other process.
    queueMicrotask(interpreter);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Named by the setting or by the cluster file; the file is not looked at before a server is there to read it. */
  async #lookForInterpreter(): Promise<void> {
    const setting = pythonSetting();
    const { client, clusters } = this.#ports;
    const named = setting !== undefined || !client.isStarted ? setting : await this.#ofCluster(clusters);
    this.#context.set({ hasInterpreter: named !== undefined });
  }

  async #ofCluster({ current }: Clusters): Promise<string | undefined> {
    const view = current === undefined ? null : await this.#ports.client.cluster(current.uri);
    return chosenPython(view ?? undefined, undefined)?.python;
  }
}
