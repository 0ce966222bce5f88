/** Steps of one test that build on each other, as for a person: after a failed one the others would only wait in vain. */
import { beforeEach } from 'vitest';
import { stateInWords } from '../harness/state';
import type { Fixture } from './fixture';

/**
 * Skips the steps behind a failed one, and says what was on the screen when it failed. Called once in their `describe`.
 * @param picture name of the screenshot
 */
export function stepByStep(picture: string, open: () => Pick<Fixture, 'editor' | 'server'>): void {
  let failed = false;
  beforeEach(({ skip, onTestFailed }) => {
    if (failed) skip('an earlier step failed');
    onTestFailed(async () => {
      failed = true;
      const { editor, server } = open();
      console.error(await stateInWords(picture, editor, server));
    });
  });
}
