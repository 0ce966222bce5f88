/** The loaders of twinkle-kit accept what is written for a new configuration, and read what was answered. */
import { expect, test } from 'vitest';
import { newConfig } from '../../server/src/features/newFiles/newConfig';
import { english } from '../../server/src/text/text';
import { everyAnswer } from '../support/newConfig';
import { loaderAnswers, loaderVersions } from './verdicts';

test.each(loaderVersions)(
  'the loader of twinkle-kit %s accepts every combination of answers',
  async version => {
    const all = everyAnswer(version);
    const texts = all.map(answers => newConfig(answers, version, english));
    const verdicts = await loaderAnswers([...texts, texts[0]?.replace('backend:', 'backed:') ?? ''], {
      versions: [version],
    });
    const refused = verdicts.flatMap(({ refusals }, index) => (refusals[version] === null ? [] : [index]));
    // The last one has a typo, so that a loader that takes everything would be noticed.
    expect(refused).toEqual([all.length]);
  },
);
