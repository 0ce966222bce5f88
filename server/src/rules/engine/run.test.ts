import { describe, expect, it } from 'vitest';
import { readServerConfig } from '../../config/readServerConfig';
import { parseDocument } from '../../document/parse';
import { text } from '../../text/text';
import type { ApplicationRule, FileRule, RuleFinding } from './rule';
import { runRules, type Agenda } from './run';

const found: RuleFinding = { message: text('x'), span: { start: 0, end: 1 }, path: [] };

/** The findings of a rule about the file and of one about each application, for a file with one application. */
function findingsOf(found: RuleFinding): string[] {
  const about = { stage: 'deploy', severity: 'hint', reads: 'everything' } as const;
  const ofFile: FileRule = { ...about, id: 'of-the-file', checkFile: () => [found] };
  const ofApplication: ApplicationRule = {
    ...about,
    id: 'of-an-application',
    checkApplication: () => [found],
  };
  const document = parseDocument('applications:\n  - name: a\n');
  const config = readServerConfig(document);
  const agenda: Agenda = {
    rules: [ofFile, ofApplication],
    ofFile: [ofFile],
    applications: config.applications,
    ofApplication: () => [ofApplication],
    spokeOfFile: () => undefined,
    spokeOf: () => undefined,
    isSpokenOf: () => undefined,
  };
  const context = { document, version: '0.5.1', facts: {}, config };
  const fails = (id: string, error: unknown) => {
    throw new Error(id, { cause: error });
  };
  return runRules(agenda, context, fails).map(({ code, stage, severity }) => `${code} ${stage} ${severity}`);
}

describe('a finding of a rule', () => {
  it('has the code, the stage and the severity of its rule', () => {
    expect(findingsOf(found)).toEqual(['of-the-file deploy hint', 'of-an-application deploy hint']);
  });

  it('may have a stage or a severity of its own', () => {
    expect(findingsOf({ ...found, stage: 'silent' })).toEqual([
      'of-the-file silent hint',
      'of-an-application silent hint',
    ]);
    expect(findingsOf({ ...found, severity: 'error' })).toEqual([
      'of-the-file deploy error',
      'of-an-application deploy error',
    ]);
  });

  it('never has the code of something else that it is made of', () => {
    const other = { ...found, code: 'unknown-key' };
    expect(findingsOf(other)).toEqual(['of-the-file deploy hint', 'of-an-application deploy hint']);
  });
});
