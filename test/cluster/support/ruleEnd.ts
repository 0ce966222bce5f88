/** Waits until a launch has ended as a case says, and fails when it ends otherwise. */
import { expect } from 'vitest';
import { launchEvents } from '../../../client/src/core/launch/log/events';
import { caseText, type End, type RuleCase } from './ruleCases';
import { pinOf } from '../../support/pinOf';
import { elsewhereText, type ElsewhereCase } from './elsewhereCases';
import { keepLog } from './keptLogs';
import { testPython } from './python';
import { ruleAnalysis } from './ruleAnalysis';
import type { Launch, RuleLab } from './ruleLab';

const limitMs = 180_000;
/** Milliseconds for which a placement group has to wait until the launch is said to hang; one that fits takes far less. */
const waitingMs = 8_000;

/** The analyzer finds the mistake and no other error; then the launch ends as the case says. */
export async function expectCase(lab: RuleLab, ruleCase: RuleCase): Promise<void> {
  const yaml = caseText(lab.port, ruleCase);
  if (ruleCase.rule !== undefined) expect(lab.errors(yaml)).toEqual([ruleCase.rule]);
  const { end, mistake, pin, env } = ruleCase;
  await lab.launching(
    yaml,
    async launch => {
      await expectEnd(lab, launch, end);
      if (end.by === 'nothing') return;
      keepLog(mistake, launch.log(), { folder: lab.folder, python: testPython() });
      const { message, path } = pinOf(ruleAnalysis(yaml), launch.log());
      expect(path, message).toBe(pin);
    },
    env === undefined ? {} : { env },
  );
}

/** The launch ends for a reason that is not in the file, and nothing of the file is said to be it. */
export async function expectElsewhere(lab: RuleLab, elsewhere: ElsewhereCase): Promise<void> {
  const yaml = elsewhereText(lab.port, elsewhere);
  await elsewhere.around(lab, options =>
    lab.launching(
      yaml,
      async launch => {
        await until(lab, launch, 'it fails', () => elsewhere.says.test(launch.log()));
        keepLog(elsewhere.reason, launch.log(), { folder: lab.folder, python: testPython() });
        const { message, path } = pinOf(ruleAnalysis(yaml), launch.log());
        expect(message).toMatch(elsewhere.says);
        expect(path).toBeUndefined();
      },
      options,
    ),
  );
}

async function expectEnd(lab: RuleLab, launch: Launch, end: End): Promise<void> {
  switch (end.by) {
    case 'loader':
    case 'launcher':
      await until(lab, launch, 'the launcher ends', () => launch.exit() !== undefined);
      expect(launch.log()).toMatch(end.says);
      expect(launch.exit()).toBe(end.by === 'loader' ? 2 : 1);
      return;
    case 'replica':
      await until(lab, launch, 'a replica fails', () =>
        failures(launch.log(), end.application).some(failure => end.says.test(failure)),
      );
      return;
    case 'nothing':
      await expectWaiting(lab, launch, end.waits);
  }
}

/** What Ray Serve's controller says about each replica of the application whose constructor threw. */
function failures(log: string, application: string): string[] {
  return log
    .split(/Exception in Replica\(/)
    .slice(1)
    .filter(text => text.startsWith('id=') && text.slice(0, 200).includes(`app='${application}')`));
}

/** One placement group waits all the time, Ray Serve goes on deploying, and nothing ends or fails. */
async function expectWaiting(lab: RuleLab, launch: Launch, application: string): Promise<void> {
  // Those of the launch before wait on until this one shuts Ray Serve down.
  const before = new Set(await lab.waitingGroups());
  const since = new Map<string, number>();
  const waitsLong = async () => {
    const waiting = new Set((await lab.waitingGroups()).filter(id => !before.has(id)));
    for (const id of since.keys()) if (!waiting.has(id)) since.delete(id);
    for (const id of waiting) if (!since.has(id)) since.set(id, Date.now());
    return [...since.values()].some(first => Date.now() - first >= waitingMs);
  };
  await lab.until(
    'a placement group waits',
    async () => launch.exit() !== undefined || (await waitsLong()),
    limitMs,
  );
  expect(launch.exit(), launch.log()).toBeUndefined();
  expect((await lab.statuses()).get(application)).toBe('DEPLOYING');
  const kinds = launch
    .log()
    .split('\n')
    .flatMap(launchEvents)
    .flatMap(event => ('application' in event && event.application === application ? [event.kind] : []));
  expect(kinds).toContain('starting');
  expect(kinds).not.toContain('deployed');
  expect(kinds).not.toContain('replica-failed');
}

async function until(lab: RuleLab, launch: Launch, what: string, condition: () => boolean): Promise<void> {
  await lab
    .until(what, () => Promise.resolve(condition() || launch.exit() !== undefined), limitMs)
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\n${launch.log()}`);
    });
  expect(condition(), `${what}\n${launch.log()}`).toBe(true);
}
