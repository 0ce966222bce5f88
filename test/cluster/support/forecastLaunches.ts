/** The forecast beside what Ray does: which groups there are, what they reserve, and on which nodes they are. */
import { expect, it } from 'vitest';
import { newConfig } from '../../../server/src/features/newFiles/newConfig';
import type { ForecastView } from '../../../server/src/protocol';
import { english } from '../../../server/src/text/text';
import { configText, model, processor, sampler, server, type Fields } from './ruleConfig';
import type { PlacedGroup, RuleLab } from './ruleLab';
import type { RuleLabs } from './ruleLabs';

/** Groups of a kind as `GPUs/CPUs`, with the number that each node has of them; nodes of one size are alike. */
function counts(groups: readonly PlacedGroup[]): Record<string, number[]> {
  const kinds = new Map<string, Map<string | undefined, number>>();
  for (const { node, gpus, cpus } of groups) {
    const kind = `${gpus} GPUs, ${cpus} CPUs`;
    const nodes = kinds.get(kind) ?? new Map<string | undefined, number>();
    nodes.set(node, (nodes.get(node) ?? 0) + 1);
    kinds.set(kind, nodes);
  }
  return Object.fromEntries([...kinds].map(([kind, nodes]) => [kind, [...nodes.values()].sort()]));
}

function foretold({ nodes, applications }: ForecastView): PlacedGroup[] {
  return applications.flatMap(({ groups }) =>
    groups.map(({ node, gpus, cpus = 0 }) => ({ node: nodes[node]?.name, gpus, cpus })),
  );
}

/** Nodes on which a group with so many GPUs may be, as the forecast says. */
function possible({ nodes, applications }: ForecastView, gpus: number): (string | undefined)[] {
  return applications
    .filter(({ groups }) => groups.some(group => group.gpus === gpus))
    .flatMap(({ possibleNodes }) => possibleNodes.map(index => nodes[index]?.name));
}

const launched = ({ port }: RuleLab, ...applications: readonly Fields[]): string =>
  configText(port, applications);

/** The tests. @param labs clusters for them */
export function forecastLaunches(labs: RuleLabs): void {
  it.each(configurations)('%s', (_what, applications) => labs.use(lab => expectPlaced(lab, applications())));
  it('what is written for a new configuration with the mock', () => labs.use(expectNewConfigPlaced));
  it('what waits, waits, and with the resources that were foretold', () =>
    labs.use(expectForetoldWait, { waits: true }));
}

const configurations: readonly [string, () => Fields[]][] = [
  [
    'two applications that fill a node each, and a processor',
    () => [
      server(),
      model({ args: { nproc_per_node: 4, device_mesh: { dp_size: 4 } }, group: { ranks: 4 } }),
      sampler({ args: { nproc_per_node: 4, device_mesh: { dp_size: 4 } }, group: { ranks: 4 } }),
      processor({ args: { ncpu_proc_per_node: 2, device_mesh: { dp_size: 2 } }, group: { ranks: 2 } }),
    ],
  ],
  [
    'two applications with half of a node, of which Ray fills the emptier one',
    () => [sampler({ args: { nproc_per_node: 2 } }), model({ args: { nproc_per_node: 2 } })],
  ],
  [
    'one application over two nodes, and a mock on CPUs',
    () => [
      model({ args: { nproc_per_node: 2, device_mesh: { dp_size: 4 } }, group: { ranks: 4 } }),
      sampler({ group: { device_type: 'CPU' } }),
    ],
  ],
];

async function expectPlaced(lab: RuleLab, applications: readonly Fields[]): Promise<void> {
  const yaml = launched(lab, ...applications);
  const forecast = lab.forecast(yaml);
  expect(forecast.applications.map(({ name, status }) => `${name} ${status}`)).toEqual(
    applications.map(({ name }) => `${String(name)} placed`),
  );
  await lab.launching(yaml, async launch => {
    await lab.untilStarted(launch);
    const groups = await lab.groups();
    expect(counts(groups)).toEqual(counts(foretold(forecast)));
    for (const { node, gpus } of groups) expect(possible(forecast, gpus)).toContain(node);
  });
}

async function expectNewConfigPlaced(lab: RuleLab): Promise<void> {
  const written = newConfig(
    {
      model: 'Qwen/Qwen3.5-4B',
      backend: 'mock',
      device: 'gpu',
      training: 1,
      sampling: 1,
      clients: ['twinkle', 'tinker'],
      processor: true,
    },
    '0.5.1',
    english,
  );
  const yaml = written.replace('port: 8000', `port: ${lab.port}`);
  expect(lab.forecast(yaml).applications.map(({ status }) => status)).toEqual(Array(4).fill('placed'));
  await lab.launching(yaml, async launch => {
    await lab.untilStarted(launch);
    // One for each application but the gateway, and none has a card.
    expect((await lab.groups()).map(({ gpus }) => gpus)).toEqual([0, 0, 0]);
  });
}

async function expectForetoldWait(lab: RuleLab): Promise<void> {
  const whole = (name: string) =>
    model({
      args: { nproc_per_node: 4, device_mesh: { dp_size: 4 } },
      group: { ranks: 4 },
      application: { name, route_prefix: `/api/v1/model/${name}` },
    });
  const half = sampler({ args: { nproc_per_node: 2 } });
  const yaml = launched(lab, whole('first'), half, whole('third'), server());
  const forecast = lab.forecast(yaml);
  expect(forecast.applications.map(({ name, status, certain }) => [name, status, certain])).toEqual([
    ['first', 'placed', true],
    ['sampler', 'placed', true],
    ['third', 'waits', true],
    ['server', 'skipped', true],
  ]);
  await lab.launching(yaml, async launch => {
    const waiting = async () => (await lab.groups()).filter(({ node }) => node === undefined);
    await lab.until(
      'a group waits beside two that are there',
      async () =>
        launch.exit() !== undefined || ((await waiting()).length > 0 && (await lab.groups()).length === 3),
      180_000,
    );
    expect(launch.exit(), launch.log()).toBeUndefined();
    expect(await waiting()).toEqual([{ node: undefined, gpus: 4, cpus: 4 }]);
    const there = (await lab.groups()).filter(({ node }) => node !== undefined);
    expect(counts(there)).toEqual(counts(foretold(forecast)));
    expect((await lab.statuses()).get('third')).toBe('DEPLOYING');
    expect((await lab.statuses()).has('server')).toBe(false);
  });
}
