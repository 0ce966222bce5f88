/** The whole tree of one cluster. */
import type { LaunchView } from '../launch/view';
import { fixOf } from './clicks';
import { clock, row, type Row, type TreeInput } from './row';
import { applicationsGroup } from './applications';
import { nodeLookup, nodesGroup } from './nodes';
import type { PollProblem, PollState } from '../ray/snapshot';
import { counted } from '../text/counted';
import { listed } from '../text/listed';
import { text, type Text } from '../text/text';

/** None while the cluster is stopped and nothing has failed: then the view shows its welcome text. */
export function treeRows({ cluster, poll, launch, records }: TreeInput): readonly Row[] {
  const problems = [...launchProblemRows(launch)];
  if (poll.problem !== undefined && cluster !== 'stopped')
    problems.unshift(pollProblemRow(poll.problem, poll));
  const { snapshot } = poll;
  if (snapshot === undefined || cluster === 'stopped') {
    return problems.length > 0 || cluster === 'stopped' ? problems : [waitingRow()];
  }
  const lookup = nodeLookup(snapshot, records);
  return [...problems, nodesGroup(snapshot, lookup), applicationsGroup(snapshot, launch, lookup, poll.stale)];
}

function waitingRow(): Row {
  return row({
    id: 'waiting',
    label: text("Waiting for Ray's dashboard"),
    icon: 'loading~spin',
    tone: 'busy',
    context: 'note',
  });
}

/** What is below is of the time before, which the view says. */
function pollProblemRow(problem: PollProblem, { since }: PollState): Row {
  const tooltip = problem.remedy === undefined ? [problem.what] : [problem.what, problem.remedy];
  return row({
    id: 'problem:dashboard',
    label: problem.kind === 'unreachable' && since !== undefined ? noAnswerSince(since) : problem.what,
    tooltip,
    accessibility: tooltip,
    icon: 'error',
    tone: 'error',
    ...fixOf(problem.actions ?? [{ kind: 'refresh' }]),
  });
}

/** @param since milliseconds since the epoch */
export function noAnswerSince(since: number): Text {
  return text("Ray's dashboard has not answered since {0}.", clock(since));
}

export function launchProblemRows({ state, problem, left }: LaunchView): readonly Row[] {
  const rows: Row[] = [];
  if (state === 'failed' && problem !== undefined) {
    const cause: Text[] = problem.cause === undefined ? [] : [text('{0}', problem.cause.message)];
    const remedy: Text[] = problem.remedy === undefined ? [] : [problem.remedy];
    // The cause first: a narrow row is cut at its end, and the red icon says that something failed.
    const raw = problem.cause?.raw.trimEnd() ?? '';
    rows.push(
      row({
        id: 'problem:launch',
        label: cause[0] ?? problem.what,
        description: cause.length === 0 ? [] : [problem.what],
        tooltip: [problem.what, ...cause, ...remedy],
        details: [
          problem.what,
          ...cause,
          ...remedy,
          ...(raw === '' ? [] : ['', ...raw.split('\n')].map(line => text('{0}', line))),
        ],
        accessibility: [problem.what, ...cause, ...remedy],
        icon: 'error',
        tone: 'error',
        context: 'problem',
        command: 'twinkle.showLog',
        ...(problem.cause?.application === undefined ? {} : { subject: problem.cause.application }),
      }),
    );
  }
  if (left.length > 0) {
    const names = listed(left);
    rows.push(
      row({
        id: 'problem:left',
        label: counted(
          left.length,
          text('1 application runs on without its launcher'),
          text('{0} applications run on without their launcher', left.length),
        ),
        description: [names],
        tooltip: [
          text('Without a launcher they keep their resources until the server is stopped: {0}', names),
          text('The stop button of this row ends them.'),
        ],
        icon: 'warning',
        tone: 'warning',
        ...fixOf([{ kind: 'stopServer' }]),
      }),
    );
  }
  return rows;
}
