import { expect, it } from 'vitest';
import { pythonOutput } from '../../../../test/contract/python';

/** A follower where nothing reports changes, as on a network file system: its waits, in turns with what is written. */
const program = `
import json, os, tempfile, time
from keeper.following import Follower

class Unwatched:
    watched = WATCHED
    def watch(self, task, path):
        return self.watched
    def forget(self, task):
        pass

class Task:
    room = 1 << 20
    changed = False
    def __init__(self):
        self.loop = type("Loop", (), {"watcher": Unwatched(), "tasks": {}})()
        self.events = []
    def event(self, value, size=0, payload=b""):
        self.events.append(value)

task = Task()
path = os.path.join(tempfile.mkdtemp(), "log")
follower = Follower(task, path, 0, None)
def steps(count):
    found = []
    for _ in range(count):
        wait = follower.step()
        found.append(round(max(0, wait.due - time.monotonic()), 2))
    return found
def add(text):
    with open(path, "a") as file:
        file.write(text)
out = [steps(6)]
add("one")
out.append(steps(2))
for word in ("two", "three", "four"):
    steps(1)
    add(word)
    out.append(steps(1))
follower.close()
print(json.dumps({"waits": out, "events": [each.get("offset") for each in task.events]}))
`;

const run = (watched: 'True' | 'False') =>
  JSON.parse(pythonOutput(program.replace('WATCHED', watched))) as { waits: number[][]; events: number[] };

it('looks by the clock where nothing reports changes, and less often while there are none', () => {
  const { waits, events } = run('False');
  const [empty = [], first = [], ...rest] = waits;
  expect(empty[0]).toBeLessThan(0.5);
  expect(empty.at(-1)).toBeGreaterThan(1.9);
  // It begins with the file, and then reads it.
  expect(first[0]).toBe(0);
  for (const [pause = NaN] of [first.slice(1), ...rest]) expect(pause).toBeLessThan(0.35);
  expect(events).toEqual([3, 6, 11, 15]);
});

it('trusts no reports where it twice found what none told', () => {
  const { waits } = run('True');
  const [, , ...rest] = waits;
  expect(rest.at(-1)?.[0]).toBeGreaterThan(0.2);
  expect(run('True').events).toEqual([3, 6, 11, 15]);
});
