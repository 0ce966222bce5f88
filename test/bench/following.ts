/**
 * `npm run bench -- --logs`: the keeper's `follow` beside `tail -F` on the same files in one run: CPU, time from write
 * to view, what is lost at 100,000 lines a second, memory, and twenty files beside one. Linux only.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeeperClient } from '../../client/src/adapters/keeper/client';
import { LocalMachine } from '../../client/src/adapters/localMachine';
import { cpuMilliseconds, residentMegabytes } from './processUsage';
import { median, quantile } from './statistics';

export interface LogFigures {
  readonly files: number;
  readonly linesPerSecond: number;
  readonly seconds: number;
  readonly linesWritten: number;
  readonly linesSeen: number;
  /** Of the keeper and of `tail -F`: percent of a core. */
  readonly keeperCpu: number;
  readonly tailCpu: number;
  /** Of this process, which takes the keeper's lines apart. */
  readonly clientCpu: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly keeperMb: number;
  readonly clientMb: number;
}

/** Writes so many lines in ten bursts of each second, each with the time of its burst. */
const writer = `
import sys, time
rate, seconds, paths = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
files = [open(path, "ab", buffering=0) for path in paths]
bursts = max(1, min(100, rate // len(paths)))
each = max(1, rate // bursts // len(paths))
start, count = time.monotonic(), 0
while time.monotonic() < start + seconds:
    for file in files:
        stamp = b"%d" % (time.time_ns() // 1000)
        file.write(b"".join(b"%s %012d INFO worker: step done, loss 0.123, tokens 4096\\n" % (stamp, count + n) for n in range(each)))
        count += each
    due = start + count / rate
    time.sleep(max(0, due - time.monotonic()))
print(count)
`;

/** Follows while a program writes. @param rate lines a second over all files */
export async function measureFollowing(
  folder: string,
  count: number,
  rate: number,
  seconds: number,
): Promise<LogFigures> {
  mkdirSync(folder, { recursive: true });
  const paths = Array.from({ length: count }, (_, index) => join(folder, `worker-${index}.out`));
  for (const path of paths) writeFileSync(path, '');
  const keeper = new KeeperClient(new LocalMachine(), { secret: () => Promise.resolve(undefined) });
  const ended = new AbortController();
  const delays: number[] = [];
  let linesSeen = 0;
  const follows = paths.map(path =>
    keeper
      .follow(
        path,
        { offset: 0 },
        event => {
          if (event.kind !== 'data') return;
          const now = Date.now();
          const { bytes } = event;
          for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) linesSeen += 1;
          const stamp = Number(Buffer.from(bytes.subarray(0, 40)).toString().split(' ', 1)[0]);
          // The first line of what came is the oldest; a beginning in the middle of a line is no stamp.
          if (stamp > 1e15) delays.push(now - stamp / 1000);
        },
        ended.signal,
      )
      .catch(() => undefined),
  );
  // Into a pipe that somebody reads, as the keeper's lines.
  const sink = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  const tail = spawn('tail', ['-q', '-F', ...paths], { stdio: ['ignore', sink.stdin, 'ignore'] });
  try {
    for (const path of paths) appendFileSync(path, '\n');
    while (linesSeen < count) await sleep(50);
    linesSeen = 0;
    delays.length = 0;
    const pid = keeperPid();
    const before = usage(pid, tail);
    const linesWritten = await written(rate, seconds, paths);
    for (let tries = 0; linesSeen < linesWritten && tries < 200; tries += 1) await sleep(50);
    const after = usage(pid, tail);
    const share = (key: keyof typeof before) => ((after[key] - before[key]) / seconds / 1000) * 100;
    return {
      files: count,
      linesPerSecond: rate,
      seconds,
      linesWritten,
      linesSeen,
      keeperCpu: share('keeper'),
      tailCpu: share('tail'),
      clientCpu: share('client'),
      medianMs: median(delays),
      p95Ms: quantile(delays, 0.95),
      keeperMb: residentMegabytes(pid),
      clientMb: process.memoryUsage().rss / 1e6,
    };
  } finally {
    tail.kill();
    sink.kill();
    ended.abort(new Error('measured'));
    await Promise.all(follows);
    keeper.dispose();
  }
}

/** Markdown of the figures; the last column is how much CPU the keeper took beside `tail -F`. */
export function followingTable(figures: readonly LogFigures[]): string {
  const header =
    '| files | lines/s | s | lost | keeper, % of a core | tail -F | ratio | client | median, ms | p95, ms | keeper, MB |';
  const row = (each: LogFigures) =>
    `| ${[
      each.files,
      each.linesPerSecond,
      each.seconds,
      each.linesWritten - each.linesSeen,
      each.keeperCpu.toFixed(2),
      each.tailCpu.toFixed(2),
      (each.keeperCpu / each.tailCpu).toFixed(2),
      each.clientCpu.toFixed(2),
      each.medianMs.toFixed(0),
      each.p95Ms.toFixed(0),
      each.keeperMb.toFixed(1),
    ].join(' | ')} |`;
  return [header, `|${'--:|'.repeat(11)}`, ...figures.map(row)].join('\n');
}

function usage(pid: number, tail: ChildProcess) {
  const own = process.cpuUsage();
  return {
    keeper: cpuMilliseconds(pid),
    tail: cpuMilliseconds(tail.pid ?? 0),
    client: (own.user + own.system) / 1000,
  };
}

function written(rate: number, seconds: number, paths: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-c', writer, String(rate), String(seconds), ...paths]);
    let output = '';
    child.stdout.on('data', chunk => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', () => {
      resolve(Number(output));
    });
  });
}

/** The keeper is the one child of this process that runs our constant command line. */
function keeperPid(): number {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ');
  const found = children.find(pid =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('"keeper","exec"'),
  );
  if (found === undefined) throw new Error('no keeper is among the children');
  return Number(found);
}
