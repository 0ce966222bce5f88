import { afterEach, expect, it } from 'vitest';
import { keeperOf } from '../../../../test/support/keeper';
import { localDashboard } from '../../../../test/support/localDashboard';
import { portsWithoutDashboard } from '../../../../test/support/clusterSession';
import {
  clusterFile,
  endHead,
  folder,
  keeper,
  launchers,
  open,
  running,
  server,
  signal,
  url,
} from '../../../../test/support/launchLab';
import { kill } from '../../../../test/support/processTable';
import { allRows } from '../../core/rows/cluster';
import { statusOf } from '../../core/rows/status';
import { plain } from '../../core/text/text';
import { ProcessLauncher } from '../launch/processLauncher';
import { ClusterWatch } from './clusterWatch';

const windows: { dispose(): void }[] = [];
afterEach(() => {
  for (const each of windows.splice(0)) each.dispose();
});

/** Another window, whose view can be seen. */
function window(): ClusterWatch {
  const own = keeperOf(folder);
  const watch = new ClusterWatch(clusterFile, {
    ...portsWithoutDashboard(own, folder),
    launcher: new ProcessLauncher(own),
    dashboard: address => localDashboard(address),
    findings: () => Promise.resolve({ errors: [], warnings: 0 }),
    confirm: () => Promise.reject(new Error('nothing was to be asked')),
  });
  windows.push(watch, own);
  watch.setVisible(true);
  return watch;
}

const limit = { timeout: 30_000 };
const bar = (watch: ClusterWatch) => statusOf(watch.input).parts.map(plain).join(' · ');
const rows = (watch: ClusterWatch) =>
  allRows(watch.session.status, watch.input).map(({ label }) => plain(label));

it('finds by itself a server that another window launches', async () => {
  const watch = window();
  await watch.recover();
  expect(watch.launch.view.state).toBe('stopped');
  const other = open();
  await running(other);
  await expect.poll(() => watch.launch.view.state, limit).toBe('running');
  await other.stop(signal());
  await expect.poll(() => watch.launch.view.state, limit).toBe('stopped');
});

it('says since when the dashboard has not answered, and takes the server for what it was', async () => {
  await running(open());
  const watch = window();
  await watch.recover();
  await expect.poll(() => bar(watch), limit).toBe('Ray 1 node · Twinkle 1/1 app');
  const port = Number(new URL(url).port);
  server.closeAllConnections();
  server.close();
  const noAnswer = /^Ray's dashboard has not answered since \d\d:\d\d:\d\d\.$/;
  await expect.poll(() => rows(watch)[0], limit).toMatch(noAnswer);
  await expect.poll(() => bar(watch), limit).toBe('Ray unreachable · Twinkle');
  expect(watch.launch.view.state).toBe('running');
  // A window that is opened meanwhile knows what the log says.
  const later = window();
  await later.recover();
  expect(later.launch.view.state).toBe('running');
  await expect.poll(() => rows(later)[0], limit).toMatch(noAnswer);
  server.listen(port, '127.0.0.1');
  await watch.poll();
  expect(bar(watch)).toBe('Ray 1 node · Twinkle 1/1 app');
});

it('reports that a server has ended with its head, before its launcher notices, and that it has nothing left', async () => {
  await running(open());
  const watch = window();
  await watch.recover();
  await endHead();
  server.closeAllConnections();
  server.close();
  await watch.poll();
  await expect.poll(() => watch.launch.view.state, limit).toBe('failed');
  expect(launchers()).toHaveLength(1);
  const words = 'The server has ended, because the head of its Ray cluster no longer runs.';
  expect(rows(watch)).toContain(words);
  for (const each of launchers()) kill(each);
  await expect
    .poll(async () => (await keeper.survey({ kind: 'launcher' }, signal())).records, limit)
    .toEqual([]);
  expect(rows(watch)).toContain(words);
});
