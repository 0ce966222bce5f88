import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recordedSnapshot } from '../../../../test/unit/support/recordedSnapshot';
import type { NodeState, Snapshot } from '../ray/snapshot';
import { plain } from '../text/text';
import { KeyedRows, type KeyedRow } from './keyedRows';
import { row, type Row } from './row';
import { treeRows } from './tree';

// The builder of rows as it is, but counted.
vi.mock('./row', async original => {
  const actual = await original<{ row: typeof row }>();
  return { ...actual, row: vi.fn(actual.row) };
});

beforeEach(() => {
  vi.mocked(row).mockClear();
});

/** Ids of the rows that were made since the last call. */
function made(): string[] {
  const ids = vi.mocked(row).mock.calls.map(([{ id }]) => id);
  vi.mocked(row).mockClear();
  return ids;
}

function rowsOf(snapshot: Snapshot): readonly Row[] {
  const launch = { state: 'running' as const, checks: [], applications: [], left: [] };
  return treeRows({ cluster: 'running', poll: { missed: 0, stale: false, snapshot }, launch, records: [] });
}

const words = ({ id, label, description }: Row, key = id) =>
  `${[label, ...description].map(plain).join(' | ')} #${key}`;

/**
 * A model of VS Code's tree view (api/common/extHostTreeViews.ts, browser/parts/views/treeView.ts): rows are kept until
 * they are refreshed, also those of a collapsed row. A refreshed row loses the rows below it, and requests them again if
 * it is expanded.
 */
class Screen {
  readonly rows = new KeyedRows();
  readonly redrawn: string[] = [];
  readonly #below = new Map<KeyedRow | undefined, readonly KeyedRow[]>();
  readonly #words = new Map<KeyedRow, string>();
  readonly #collapsed = new Map<string, boolean>();

  show(rows: readonly Row[]): void {
    this.#draw(this.rows.update(rows));
    if (!this.#below.has(undefined)) this.#ask(undefined);
  }

  collapse(id: string, collapsed: boolean): void {
    const element = [...this.#below.values()].flat().find(each => each.id === id);
    if (element?.row.children === undefined || this.#isCollapsed(element) === collapsed) return;
    this.#collapsed.set(id, collapsed);
    if (collapsed) {
      this.rows.collapse(element);
      return;
    }
    if (!this.#below.has(element)) this.#ask(element);
    this.#draw(this.rows.expand(element));
  }

  /** All visible rows, two spaces deeper per level. */
  picture(of?: KeyedRow, depth = 0): string[] {
    return (this.#below.get(of) ?? []).flatMap(element => [
      `${'  '.repeat(depth)}${this.#words.get(element) ?? '?'}`,
      ...(this.#isCollapsed(element) ? [] : this.picture(element, depth + 1)),
    ]);
  }

  /** The same of rows that are drawn for the first time. */
  expected(rows: readonly Row[], depth = 0): string[] {
    return rows.flatMap(each => [
      `${'  '.repeat(depth)}${words(each)}`,
      ...((this.#collapsed.get(each.id) ?? !each.expanded)
        ? []
        : this.expected(each.children?.() ?? [], depth + 1)),
    ]);
  }

  element(id: string): KeyedRow | undefined {
    return [...this.#below.values()].flat().find(each => each.id === id);
  }

  #isCollapsed({ id, row: { expanded } }: KeyedRow): boolean {
    return this.#collapsed.get(id) ?? !expanded;
  }

  #draw(changed: readonly (KeyedRow | undefined)[]): void {
    this.redrawn.push(...changed.map(element => element?.id ?? 'root'));
    for (const element of changed) {
      this.#forget(element);
      if (element !== undefined) this.#words.set(element, words(element.row, element.id));
      if (element === undefined || !this.#isCollapsed(element)) this.#ask(element);
    }
  }

  #ask(of: KeyedRow | undefined): void {
    const below = this.rows.children(of);
    this.#below.set(of, below);
    for (const element of below) {
      this.#words.set(element, words(element.row, element.id));
      if (element.row.children !== undefined && !this.#isCollapsed(element)) this.#ask(element);
    }
  }

  #forget(of: KeyedRow | undefined): void {
    for (const element of this.#below.get(of) ?? []) this.#forget(element);
    this.#below.delete(of);
  }
}

/** A generated cluster: the recorded head, and machines of eight cards each. Not of a real cluster. */
function generated(nodes: number, used: (node: number) => number = () => 0): Snapshot {
  const recorded = recordedSnapshot();
  const head = recorded.nodes.find(node => node.head);
  const machine = (index: number): NodeState => ({
    nodeId: index.toString(16).padStart(56, '0'),
    ip: `10.0.${index >> 8}.${index & 255}`,
    hostname: `machine-${index}`,
    ports: [8076],
    head: false,
    state: 'ALIVE',
    gpus: { total: 8, used: used(index) },
    cards: Array.from({ length: 8 }, (_, card) => ({ index: card, memoryUsed: 0, memoryTotal: 81_920 })),
  });
  return {
    ...recorded,
    nodes: [...(head === undefined ? [] : [head]), ...Array.from({ length: nodes }, (_, i) => machine(i))],
  };
}

const machine = (index: number) => `node:${index.toString(16).padStart(56, '0')}`;

describe('a generated cluster of 1,000 nodes', () => {
  const nodes = 1_000;
  const cards = (ids: readonly string[]) => ids.filter(id => id.startsWith('card:'));

  it('makes no row below a node that is not expanded', () => {
    const screen = new Screen();
    screen.show(rowsOf(generated(nodes)));
    expect(screen.picture().length).toBeGreaterThan(nodes);
    const first = made();
    expect(first.filter(id => id.startsWith('node:'))).toHaveLength(nodes + 1);
    expect(cards(first)).toEqual([]);
    screen.collapse(machine(7), false);
    expect(made()).toHaveLength(8);
    screen.show(rowsOf(generated(nodes)));
    expect(cards(made())).toHaveLength(8);
    expect(screen.redrawn).toEqual([]);
  });

  it('makes no row of a node while the nodes are collapsed', () => {
    const screen = new Screen();
    screen.show(rowsOf(generated(nodes)));
    screen.collapse('nodes', true);
    made();
    screen.show(rowsOf(generated(nodes, index => index % 9)));
    expect(made().filter(id => id.startsWith('node:'))).toEqual([]);
    expect(screen.redrawn).toEqual([]);
  });

  it('redraws the one node that changed, and keeps the others as they are', () => {
    const screen = new Screen();
    screen.show(rowsOf(generated(nodes)));
    screen.collapse(machine(500), false);
    const [kept, changed] = [screen.element(machine(499)), screen.element(machine(500))];
    screen.show(rowsOf(generated(nodes, index => (index === 500 ? 3 : 0))));
    expect(screen.redrawn).toEqual([machine(500)]);
    expect(screen.element(machine(499))).toBe(kept);
    expect(screen.element(machine(500))).toBe(changed);
    expect(screen.picture()).toContain(`  10.0.1.244 | GPU 3/8 used #${machine(500)}`);
    expect(screen.picture().filter(line => line.startsWith('    GPU'))).toHaveLength(8);
  });

  it('makes no rows that were not requested again, as in a hidden view', () => {
    const rows = new KeyedRows();
    rows.update(rowsOf(generated(nodes)));
    const group = rows.children().find(({ id }) => id === 'nodes');
    const opened = rows.children(group).find(({ id }) => id === machine(5));
    rows.children(opened);
    const one = rowsOf(generated(nodes, index => (index === 5 ? 1 : 0)));
    expect(rows.update(one)).toEqual([opened]);
    made();
    expect(rows.update(one)).toEqual([]);
    expect(cards(made())).toEqual([]);
    expect(rows.update(rowsOf(generated(nodes, () => 1)))).toEqual([group]);
    made();
    expect(rows.update(rowsOf(generated(nodes, () => 2)))).toEqual([]);
    expect(made()).toEqual(['nodes', 'applications']);
    // The group itself changes: its rows are dropped with it.
    rows.children(group);
    expect(rows.update(rowsOf(generated(nodes - 1)))).toEqual([group]);
    // After a refresh of the root the group is collapsed.
    rows.children(group);
    rows.children();
    made();
    expect(rows.update(rowsOf(generated(nodes - 1, () => 3)))).toEqual([]);
    expect(made()).toEqual(['nodes', 'applications']);
  });

  it('redraws the group where one node took the place of another', () => {
    const screen = new Screen();
    const before = generated(3);
    screen.show(rowsOf({ ...before, nodes: before.nodes.slice(0, 3) }));
    screen.show(rowsOf({ ...before, nodes: [...before.nodes.slice(0, 2), ...before.nodes.slice(3)] }));
    expect(screen.redrawn).toEqual(['nodes']);
    expect(screen.picture()).toContain(`  10.0.0.2 | GPU 0/8 used #${machine(2)}`);
  });

  it('redraws the group once where most of it changed', () => {
    const screen = new Screen();
    screen.show(rowsOf(generated(nodes)));
    screen.show(rowsOf(generated(nodes, () => 8)));
    expect(screen.redrawn).toEqual(['nodes']);
  });
});

describe('the recorded cluster', () => {
  it('redraws nothing where a poll brings nothing new', () => {
    const screen = new Screen();
    screen.show(rowsOf(recordedSnapshot()));
    screen.show(rowsOf({ ...recordedSnapshot(), takenAt: 5_000 }));
    expect(screen.redrawn).toEqual([]);
  });

  it('redraws the group of nodes alone where a node died, and the application alone where its status changed', () => {
    const screen = new Screen();
    const dead = recordedSnapshot('-dead');
    screen.show(rowsOf(recordedSnapshot()));
    screen.show(rowsOf({ ...recordedSnapshot(), nodes: dead.nodes }));
    expect(screen.redrawn).toEqual(['nodes']);
    const applications = dead.applications.map(each =>
      each.name === 'server' ? { ...each, status: 'UNHEALTHY' } : each,
    );
    screen.redrawn.length = 0;
    screen.show(rowsOf({ ...dead, applications }));
    expect(screen.redrawn).toEqual(['applications']);
    screen.redrawn.length = 0;
    screen.show(rowsOf({ ...dead, applications: applications.map(each => ({ ...each, message: 'x' })) }));
    expect(screen.redrawn.sort()).toEqual(applications.map(({ name }) => `application:${name}`).sort());
  });

  it('has the same ids in another order of nodes and gaps', () => {
    const ids = (rows: readonly Row[]): string[] =>
      rows.flatMap(each => [each.id, ...ids(each.children?.() ?? [])]).sort();
    const gap = (reason: string) => ({ part: 'nodes' as const, reason: { template: reason, args: [] } });
    const snapshot: Snapshot = { ...recordedSnapshot('-dead'), gaps: [gap('One.'), gap('Two.')] };
    const turned: Snapshot = {
      ...snapshot,
      nodes: snapshot.nodes.toReversed(),
      applications: snapshot.applications.toReversed(),
      gaps: snapshot.gaps.toReversed(),
    };
    expect(ids(rowsOf(turned))).toEqual(ids(rowsOf(snapshot)));
  });

  it('shows the newest rows of what was collapsed when it changed', () => {
    const screen = new Screen();
    screen.show(rowsOf(generated(3)));
    screen.collapse('nodes', true);
    screen.show(rowsOf(generated(3, () => 5)));
    screen.collapse('nodes', false);
    expect(screen.picture()).toContain(`  10.0.0.2 | GPU 5/8 used #${machine(2)}`);
  });

  it('shows one row where an id comes twice', () => {
    const twice = row({ id: 'a', label: { template: 'A', args: [] }, icon: 'x', context: 'note' });
    const rows = new KeyedRows();
    rows.update([twice, twice]);
    expect(rows.children()).toHaveLength(1);
  });
});

it('after any polls, collapses and expansions, the view shows what a new view would show', () => {
  const serve = ['serve', 'serve-deploying'];
  const ids = [
    'nodes',
    'nodes:dead',
    'applications',
    ...recordedSnapshot().nodes.map(({ nodeId }) => `node:${nodeId}`),
    ...recordedSnapshot().applications.map(({ name }) => `application:${name}`),
    ...[0, 1, 30, 59].map(machine),
  ];
  const step = fc.oneof(
    fc.record({ id: fc.constantFrom(...ids), collapsed: fc.boolean() }),
    fc.record({
      dead: fc.boolean(),
      serve: fc.constantFrom(...serve),
      machines: fc.constantFrom(0, 2, 60),
      used: fc.constantFrom(0, 1, 8),
      few: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), steps => {
      const screen = new Screen();
      let rows = rowsOf(recordedSnapshot());
      screen.show(rows);
      for (const each of steps) {
        if ('id' in each) screen.collapse(each.id, each.collapsed);
        else {
          const recorded = recordedSnapshot(each.dead ? '-dead' : '', each.serve);
          const more = generated(each.machines, index => (each.few && index > 3 ? 0 : each.used));
          const others = more.nodes.filter(node => !node.head);
          rows = rowsOf({ ...recorded, nodes: [...recorded.nodes, ...others] });
          screen.show(rows);
        }
        expect(screen.picture()).toEqual(screen.expected(rows));
      }
    }),
    { numRuns: 100 },
  );
});
