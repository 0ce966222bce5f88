import { CancellationToken } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../analysis/analysis';
import { RenameRefused } from '../../../features/navigation/renameRefused';
import { text } from '../../../text/text';
import { answering } from './answering';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const session = {
  analysis: (uri: string) => Promise.resolve(analyzer.config({ uri, text: 'applications: []\n' }, {})),
};
const { None, Cancelled } = CancellationToken;

describe('an answer', () => {
  it('is what the feature makes of the analysis', async () => {
    const answer = answering(session, error => {
      throw error;
    });
    expect(await answer('file:///a', None, '', ({ uri }) => uri)).toBe('file:///a');
    expect(await answer('file:///a', Cancelled, 'none', ({ uri }) => uri)).toBe('none');
  });

  it('is none where the feature fails, which is reported once', async () => {
    const told: unknown[] = [];
    const answer = answering(session, error => told.push(error));
    const mistake = new Error('a mistake');
    const failing = (): string => {
      throw mistake;
    };
    for (let time = 0; time < 3; time += 1)
      expect(await answer('file:///a', None, 'none', failing)).toBe('none');
    expect(told).toEqual([mistake]);
    expect(await answer('file:///a', None, 'none', () => 'the next')).toBe('the next');
  });

  it('is none where the analysis itself fails', async () => {
    const told: unknown[] = [];
    const broken = { analysis: () => Promise.reject(new Error('unreadable')) };
    expect(await answering(broken, error => told.push(error))('file:///a', None, 0, () => 1)).toBe(0);
    expect(told).toHaveLength(1);
  });

  it('may be refused', async () => {
    const answer = answering(session, () => undefined);
    const refusal = new RenameRefused(text('No.'));
    const refusing = (): string => {
      throw refusal;
    };
    await expect(answer('file:///a', None, '', refusing)).rejects.toBe(refusal);
  });
});
