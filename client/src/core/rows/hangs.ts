/** A launch that does not go on, in words: what does not, why, what each node has, and what to do. */
import type { Hang, Room } from '../launch/view';
import { duration } from '../text/duration';
import { text, type Text } from '../text/text';
import { resourcesText, rounded } from './amounts';
import { clock } from './row';

/** Nodes that are named; the rest is counted. */
const mostNodes = 6;

/** In the description of a row and in the status bar. */
export function hangText({ kind, since }: Hang): Text {
  // A time that passes would make another row with each poll.
  return kind === 'quiet' ? text('no progress since {0}', clock(since)) : text('will never start');
}

/** In one sentence. @param now milliseconds since the epoch, for a text that is shown once; else it says since when */
export function hangSentence(hang: Hang, now?: number): Text {
  const { application, kind, what, asks, since } = hang;
  const time = now === undefined ? text('since {0}', clock(since)) : text('for {0}', duration(now - since));
  if (asks === undefined) return text('{0} has made no progress {1}.', application, time);
  const amount = resourcesText(asks);
  const isReplica = what === 'replica';
  switch (kind) {
    case 'tooLarge':
      return isReplica
        ? text(
            '{0} will never start: its replica needs {1} on one node, and no node has that.',
            application,
            amount,
          )
        : text(
            '{0} will never start: its placement group needs {1} on one node, and no node has that.',
            application,
            amount,
          );
    case 'held':
      return isReplica
        ? text(
            '{0} will never start: its replica needs {1} on one node, and this launch itself holds what the nodes have.',
            application,
            amount,
          )
        : text(
            '{0} will never start: its placement group needs {1} on one node, and this launch itself holds what the nodes have.',
            application,
            amount,
          );
    case 'quiet':
      return isReplica
        ? text(
            '{0} has made no progress {1}: its replica waits for {2} on one node.',
            application,
            time,
            amount,
          )
        : text(
            '{0} has made no progress {1}: its placement group waits for {2} on one node.',
            application,
            time,
            amount,
          );
  }
}

/** What each node has free of what is asked, a text for each. @param nameOf the name that people know a node by */
export function roomTexts(rooms: readonly Room[], nameOf: (nodeId: string) => string): readonly Text[] {
  const nodes = [...new Set(rooms.map(({ nodeId }) => nodeId))];
  const named = nodes.slice(0, mostNodes).map(node => {
    const ofNode = rooms.filter(({ nodeId }) => nodeId === node).map(roomText);
    const words = ofNode.reduce((all, each) => text('{0} and {1}', all, each));
    return text('{0}: {1}', nameOf(node), words);
  });
  const rest = nodes.length - named.length;
  return rest > 0 ? [...named, text('… and {0} more', rest)] : named;
}

function roomText({ resource, free, total }: Room): Text {
  if (total === 0) return text('no {0}', resource);
  return text('{0} {1}/{2} free', resource, rounded(free), rounded(total));
}

/** What to do about it. */
export function hangRemedy({ kind, asks }: Hang): Text {
  switch (kind) {
    case 'tooLarge':
      return text(
        'Stop the server. Then ask for less in the server configuration, or add a larger node to the cluster file.',
      );
    case 'held':
      return text(
        'Stop the server. Then add a node to the cluster file, or let the applications ask for less.',
      );
    case 'quiet':
      return asks === undefined
        ? text('See the server log. Stop the server if it does not go on.')
        : text('It goes on as soon as a node has room. Stop the server if that will not happen.');
  }
}
