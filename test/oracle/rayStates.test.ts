/** Each state that the installed Ray has for what the tree shows has words of our own. */
import { expect, it } from 'vitest';
import { namedState } from '../../client/src/core/ray/states';
import { plain } from '../../client/src/core/text/text';
import { askPython } from './askPython';

it('states of nodes, applications, deployments and replicas have words, and their name behind', () => {
  const kinds = ['node', 'application', 'deployment', 'replica'];
  const states = askPython('rayStates.py', kinds).flatMap(line => JSON.parse(line) as string[]);
  expect(states.length).toBeGreaterThan(20);
  for (const state of states)
    expect(plain(namedState(state))).toMatch(new RegExp(`^[a-z][a-z ]+ \\(${state}\\)$`));
});
