/** A window of the editor without the editor: what it watches, and what a person sees in it. */
import { ClusterWatch } from '../../../client/src/app/window/clusterWatch';
import type { Disposable } from '../../../client/src/core/async/event';
import type { LaunchView, LogLine } from '../../../client/src/core/launch/view';
import { allRows } from '../../../client/src/core/rows/cluster';
import { statusOf } from '../../../client/src/core/rows/status';
import { plain } from '../../../client/src/core/text/text';
import { stepOf } from '../../../client/src/ui/messages/launchProgress';
import type { Lab } from './lab';
import { launchPorts } from './launch';
import { drawn } from './rows';

export class Window implements Disposable {
  readonly watch: ClusterWatch;
  /** Lines of the server's log, as its channel has them. */
  readonly log: LogLine[] = [];
  /** States of the launch, each as often as it began. */
  readonly states: LaunchView['state'][] = [];
  readonly #keeper;

  constructor(lab: Lab) {
    this.#keeper = lab.newKeeper();
    this.watch = new ClusterWatch(lab.clusterFile, {
      ...lab.ports(this.#keeper),
      ...launchPorts(lab, this.#keeper),
    });
    this.watch.launch.onNewLog(() => {
      this.log.length = 0;
    });
    this.watch.launch.onLog(lines => this.log.push(...lines));
    this.watch.launch.onDidChange(({ state }) => {
      if (this.states.at(-1) !== state) this.states.push(state);
    });
    this.watch.setVisible(true);
  }

  get launch(): LaunchView {
    return this.watch.seenLaunch;
  }

  get rows(): readonly string[] {
    return drawn(allRows(this.watch.session.status, this.watch.input));
  }

  /** The status bar. */
  get bar(): string {
    return statusOf(this.watch.input).parts.map(plain).join(' · ');
  }

  /** The step that the notification shows; empty where there is none. */
  get step(): string {
    const step = stepOf(this.launch);
    return step === undefined ? '' : plain(step.message);
  }

  /** An application of the launch. */
  phase(name: string): string {
    return this.launch.applications.find(each => each.name === name)?.phase ?? '';
  }

  /** The window is closed or reloaded: all that was in its process ends. */
  dispose(): void {
    this.watch.dispose();
    this.#keeper.dispose();
  }
}
