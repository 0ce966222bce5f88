/** All answers of Ray's dashboard at one moment → one snapshot, with a gap in words for each part that is missing. */
import { asString, at, present } from '../format/json';
import { decodeNodes } from './decodeNodes';
import { decodeServe } from './decodeServe';
import type { Snapshot, SnapshotGap } from './snapshot';
import { counted } from '../text/counted';
import { text, type Text } from '../text/text';

/** One answer, or why there is none. */
export type Answer = { readonly value: unknown } | { readonly failure: Text };

export interface Answers {
  readonly version: Answer;
  readonly nodes: Answer;
  readonly nodeResources: Answer;
  readonly clusterStatus: Answer;
  readonly applications: Answer;
}

/** Never throws, whatever the answers are. `takenAt`: milliseconds since the epoch. */
export function decodeSnapshot(answers: Answers, takenAt: number): Snapshot {
  const nodes = decodeNodes(value(answers.nodes), value(answers.nodeResources), value(answers.clusterStatus));
  const serve = decodeServe(value(answers.applications));
  const gaps: SnapshotGap[] = [];
  const gap = (part: SnapshotGap['part'], reason: Text) => gaps.push({ part, reason });
  if (nodes === undefined) gap('nodes', why(answers.nodes, at(value(answers.nodes), 'msg')));
  else if (nodes.dropped > 0) gap('nodes', unreadNodes(nodes.dropped));
  if (nodes !== undefined && nodes.omitted > 0) gap('nodes', omittedNodes(nodes.omitted));
  if ('failure' in answers.clusterStatus) gap('usage', answers.clusterStatus.failure);
  if (serve === undefined) gap('applications', why(answers.applications, undefined));
  else if (serve.dropped > 0) gap('applications', unreadApplications(serve.dropped));
  return {
    takenAt,
    nodes: nodes?.nodes ?? [],
    applications: serve?.rows ?? [],
    gaps,
    ...present({
      rayVersion: asString(at(value(answers.version), 'ray_version')),
      sessionName: asString(at(value(answers.version), 'session_name')),
    }),
  };
}

function value(answer: Answer): unknown {
  return 'value' in answer ? answer.value : undefined;
}

function why(answer: Answer, message: unknown): Text {
  if ('failure' in answer) return answer.failure;
  const words = asString(message);
  return words === undefined
    ? text("Ray's answer has an unknown format.")
    : text('Ray answered: {0}', words.slice(0, 200));
}

function unreadNodes(count: number): Text {
  return counted(count, text('1 node could not be read.'), text('{0} nodes could not be read.', count));
}

function omittedNodes(count: number): Text {
  return counted(count, text('Ray did not report 1 node.'), text('Ray did not report {0} nodes.', count));
}

function unreadApplications(count: number): Text {
  return counted(
    count,
    text('1 application could not be read.'),
    text('{0} applications could not be read.', count),
  );
}
