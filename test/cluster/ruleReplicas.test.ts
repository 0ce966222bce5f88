/**
 * The rules of stage replica beside the real launcher: files with one mistake each are launched one after another on
 * one cluster, and the first exception of the replica is the one that the page of the rule tells.
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectCase } from './support/ruleEnd';
import { RuleLab } from './support/ruleLab';
import { replicaCases } from './support/ruleReplicaCases';
import { untoldReplicaCases } from './support/untoldCases';
import { writtenCases } from './support/writtenCases';

let lab: RuleLab;
beforeAll(async () => {
  lab = new RuleLab();
  await lab.start();
});
afterAll(async () => {
  await lab.stop();
  await lab.dispose();
});

describe('the replica does not come up', () => {
  it.each(replicaCases)('$mistake', ruleCase => expectCase(lab, ruleCase));
  it.each(untoldReplicaCases)('$mistake', ruleCase => expectCase(lab, ruleCase));
});

describe('the value stands elsewhere, or is written in an uncommon way', () => {
  it.each(writtenCases.filter(({ end }) => end.by === 'replica'))('$mistake', ruleCase =>
    expectCase(lab, ruleCase),
  );
});
