/** The keeper's program, as it is sent over the standard input of a Python. */
import cards from '../../../keeper/cards.py';
import channel from '../../../keeper/channel.py';
import command from '../../../keeper/command.py';
import failure from '../../../keeper/failure.py';
import following from '../../../keeper/following.py';
import held from '../../../keeper/held.py';
import keeper from '../../../keeper/__init__.py';
import load from '../../../keeper/load.py';
import logfile from '../../../keeper/logfile.py';
import loop from '../../../keeper/loop.py';
import machine from '../../../keeper/machine.py';
import main from '../../../keeper/main.py';
import membership from '../../../keeper/membership.py';
import models from '../../../keeper/models.py';
import owned from '../../../keeper/owned.py';
import processes from '../../../keeper/processes.py';
import reading from '../../../keeper/reading.py';
import recording from '../../../keeper/recording.py';
import records from '../../../keeper/records.py';
import running from '../../../keeper/running.py';
import shape from '../../../keeper/shape.py';
import sockets from '../../../keeper/sockets.py';
import starting from '../../../keeper/starting.py';
import stopping from '../../../keeper/stopping.py';
import store from '../../../keeper/store.py';
import task from '../../../keeper/task.py';
import waiter from '../../../keeper/waiter.py';
import waiting from '../../../keeper/waiting.py';
import watching from '../../../keeper/watching.py';
import writing from '../../../keeper/writing.py';

/** Text of each module by its name in the package `keeper`. */
export const modules: Readonly<Record<string, string>> = {
  cards,
  channel,
  command,
  failure,
  following,
  held,
  logfile,
  loop,
  machine,
  main,
  membership,
  models,
  owned,
  processes,
  reading,
  recording,
  records,
  running,
  shape,
  sockets,
  starting,
  stopping,
  store,
  task,
  waiter,
  waiting,
  watching,
  writing,
};

/** Version of the lines that are spoken after the start; `main.py` has the same. */
export const protocol = 1;

/**
 * Reads the program by its length and runs it. A constant: nothing of a user is on this command line. It reads ahead,
 * so nothing may be sent after the program before the first line has come.
 */
const bootstrap = 'import sys;r=sys.stdin.buffer;exec(compile(r.read(int(r.readline())),"keeper","exec"))';

/** `-I -S`: no variables, no packages and no start files of the user, which may cost a tenth of a second. */
export function keeperCommand(python: string): readonly [string, ...string[]] {
  return [python, '-I', '-S', '-X', 'utf8', '-c', bootstrap];
}

/** What is sent to that command: the length in bytes, a line feed, and the program. */
export function keeperProgram(): Uint8Array {
  const sources: Record<string, string> = { keeper };
  for (const [name, source] of Object.entries(modules)) sources[`keeper.${name}`] = source;
  // JSON of strings is an expression of Python, too.
  const bytes = new TextEncoder().encode(`${load}\nload(${JSON.stringify(sources)})\n`);
  const length = new TextEncoder().encode(`${bytes.length}\n`);
  const all = new Uint8Array(length.length + bytes.length);
  all.set(length);
  all.set(bytes, length.length);
  return all;
}
