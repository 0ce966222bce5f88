import { describe, expect, it } from 'vitest';
import { Emitter } from '../../core/async/event';
import type { LaunchView, PreflightCheck } from '../../core/launch/view';
import type { Progress } from '../../core/async/progress';
import { plain, text } from '../../core/text/text';
import { launchProgress } from './launchProgress';

const idle: LaunchView = { state: 'stopped', checks: [], applications: [], left: [] };
const failed: PreflightCheck = { id: 'ray', title: text('Ray'), outcome: 'failed' };

/** The lines of these views, one after another. */
function linesOf(...views: readonly Partial<LaunchView>[]): string[] {
  const changed = new Emitter<LaunchView>();
  const lines: string[] = [];
  launchProgress({ onDidChange: changed.event })(({ subject, message, done, total }: Progress) => {
    const count = done === undefined ? '' : ` (${done}/${total ?? '?'})`;
    lines.push(`${subject === undefined ? '' : `${subject} · `}${plain(message)}${count}`);
  });
  for (const view of views) changed.fire({ ...idle, ...view });
  return lines;
}

describe('launchProgress', () => {
  it('names the check under way, and none that is finished or has failed', () => {
    const state = 'preflight' as const;
    const lines = linesOf(
      { state },
      { state, checking: { what: text('Checking the interpreter and the cluster'), done: 0, total: 10 } },
      {
        state,
        checks: [failed],
        checking: { what: text('Checking HTTP port {0}', 8000), done: 1, total: 10 },
      },
      { state, checks: [failed] },
    );
    expect(lines).toEqual([
      'Checking the interpreter and the cluster (0/10)',
      'Checking HTTP port 8000 (1/10)',
      'The checks are finished',
    ]);
  });

  it('names the job as long as Ray has not started it', () => {
    const view = { state: 'launching', applications: [{ name: 'server', phase: 'waiting' }] } as const;
    const lines = linesOf(
      { ...view, job: { id: 'twinkle-1', status: 'PENDING' } },
      { ...view, job: { id: 'twinkle-1', status: 'RUNNING' } },
    );
    expect(lines).toEqual([
      'server · The Ray Job twinkle-1 has not started yet: Ray prepares its environment. (0/1)',
      'server · waiting for its turn (0/1)',
    ]);
  });

  it('names the application under way, with the attempt and the cause of the last one', () => {
    const lines = linesOf(
      { state: 'launching', applications: [{ name: 'server', phase: 'opening' }] },
      {
        state: 'launching',
        applications: [
          { name: 'server', phase: 'running' },
          { name: 'model', phase: 'placing', failedReplicas: ['a'], failure: 'TypeError: x' },
        ],
      },
      {
        state: 'launching',
        applications: [
          { name: 'server', phase: 'running' },
          { name: 'model', phase: 'placing', waitsFor: { what: 'groups', asks: [{ GPU: 1 }] } },
        ],
        hang: { application: 'model', kind: 'held', since: 0, key: '', rooms: [] },
      },
    );
    expect(lines).toEqual([
      'server · waiting until its replica answers (0/1)',
      'model · attempt 2, now starting its replica, after TypeError: x (1/2)',
      'model · will never start: waiting for its placement group of 1 GPU (1/2)',
    ]);
  });
});
