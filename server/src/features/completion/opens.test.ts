import { describe, expect, it } from 'vitest';
import { at } from '../../../../test/support/completion';

const suggestCommand = 'client.suggest';
const cluster = 'nodes:\n  - name: head\n    gpus: [0, 1]\n';

/** The command of an item, for a client that takes snippets and has one. */
function commandOf(marked: string, label: string, options: { isCluster?: boolean } = {}) {
  const item = at(marked, { snippets: true, suggestCommand, cluster, ...options }).find(
    each => each.label === label,
  );
  if (item === undefined) throw new Error(`${label} is not offered`);
  return item.command?.command;
}

const args = 'applications:\n  - import_path: model\n    args:\n      ';

describe('a key whose values are known', () => {
  it.each([
    ['proxy_loc‸', 'proxy_location'],
    [`${args}back‸`, 'backend'],
    [`${args}device_group: {ra‸}`, 'ranks'],
    [`${args}device_group: {ra‸, name: x}`, 'ranks'],
    ['applications:\n  - import_path: model\n    na‸', 'name'],
    // Below it, keys are known.
    [
      'applications:\n  - import_path: model\n    deployments:\n      - ray_actor_options:\n          runtime_env:\n            env‸',
      'env_vars',
    ],
  ])('shows them: %j', (marked, label) => {
    expect(commandOf(marked, label)).toBe(suggestCommand);
  });

  it('shows them in the cluster file too', () => {
    expect(commandOf('nodes:\n  - name: a\n    gp‸', 'gpus', { isCluster: true })).toBe(suggestCommand);
  });

  it('shows numbers, if one that is typed in full stays as it is', () => {
    const withRanks = (ranks: number) =>
      `applications:\n  - import_path: model\n    args:\n      device_group:\n        ranks: ${ranks}\n` +
      '      device_mesh:\n        dp_size: 1\n        fsdp_s‸';
    expect(commandOf(withRanks(8), 'fsdp_size')).toBe(suggestCommand);
    // 16, 8, 4, 2, 1.
    expect(commandOf(withRanks(16), 'fsdp_size')).toBe(suggestCommand);
    // 25, 5, 1: who types 2 has 25 chosen.
    expect(commandOf(withRanks(25), 'fsdp_size')).toBeUndefined();
    // 8000: who types 80 has it chosen.
    expect(commandOf('http_options:\n  po‸', 'port')).toBeUndefined();
  });

  it.each([
    ['of which none are known', `${args}max_len‸`, 'max_length'],
    ['that has a value', 'proxy_loc‸: HeadOnly', 'proxy_location'],
    ['that comes with its block', `${args}device_g‸`, 'device_group'],
    ['above its value', 'applica‸\n  - name: x', 'applications'],
  ])('shows nothing for one %s', (_, marked, label) => {
    expect(commandOf(marked, label)).toBeUndefined();
  });

  it('has no command for a client that named none, and values have none at all', () => {
    expect(at('proxy_loc‸', { snippets: true }).filter(({ command }) => command !== undefined)).toEqual([]);
    expect(
      at('proxy_location: ‸', { suggestCommand }).filter(({ command }) => command !== undefined),
    ).toEqual([]);
  });
});
