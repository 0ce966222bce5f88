/** Says once that a launch hangs, while it does, whichever window has launched it. Rows and status bar show it as long as it is so. */
import { hangRemedy, hangSentence, roomTexts } from '../../core/rows/hangs';
import { nodeLookup } from '../../core/rows/nodes';
import type { Hang } from '../../core/launch/view';
import type { Disposable } from '../../core/async/event';
import { text, type Text } from '../../core/text/text';
import { buttonOf } from '../messages/buttons';
import { warn } from '../messages/offer';
import type { OutputLog } from '../messages/outputLog';
import type { ClusterModel } from '../model/clusterModel';
import type { Clusters } from '../model/clusters';

export class HangNotices implements Disposable {
  /** The hang that was last reported for each cluster, with its launch. */
  readonly #reported = new WeakMap<ClusterModel, string>();
  readonly #log: OutputLog;
  readonly #subscription: Disposable;

  constructor(clusters: Clusters, log: OutputLog) {
    this.#log = log;
    this.#subscription = clusters.onDidChange(() => {
      for (const model of clusters.all) this.#look(model);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(model: ClusterModel): void {
    const { hang, startedAt = 0 } = model.seenLaunch;
    if (hang === undefined) return;
    const key = `${startedAt} ${hang.key}`;
    if (this.#reported.get(model) === key) return;
    this.#reported.set(model, key);
    this.#report(model, hang);
  }

  #report(model: ClusterModel, hang: Hang): void {
    const { configFile } = model.seenLaunch;
    warn(
      this.#log,
      [hangSentence(hang, Date.now()), ...roomsOf(model, hang), hangRemedy(hang)],
      buttonOf({ kind: 'stopServer', file: model.uri.toString() }),
      buttonOf({ kind: 'showForecast', ...(configFile === undefined ? {} : { file: configFile }) }),
      buttonOf({ kind: 'showServerLog' }),
    );
  }
}

/** All nodes in one sentence. */
function roomsOf({ input: { poll, records } }: ClusterModel, hang: Hang): readonly Text[] {
  if (poll.snapshot === undefined) return [];
  const lookup = nodeLookup(poll.snapshot, records);
  const rooms = roomTexts(hang.rooms, nodeId => lookup.name(nodeId));
  return rooms.length === 0 ? [] : [rooms.reduce((all, each) => text('{0}; {1}', all, each))];
}
