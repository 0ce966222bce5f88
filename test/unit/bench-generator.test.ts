import { describe, expect, test } from 'vitest';
import { parseDocument, visit } from 'yaml';
import { benchmarkSizes, generateConfig } from '../bench/generator';

/** Most nodes that OmegaConf 2.4 loads: each mapping, sequence, key and scalar counts one. */
const loaderLimit = 10_000;

const expectedKilobytes: Readonly<Record<(typeof benchmarkSizes)[number], readonly [number, number]>> = {
  4: [5, 7],
  33: [45, 55],
  125: [170, 190],
};

describe.each(benchmarkSizes)('a generated configuration of %i applications', size => {
  const text = generateConfig(size);
  const document = parseDocument(text, { version: '1.1', uniqueKeys: true });

  test('parses without error or warning and has that many applications', () => {
    expect(document.errors).toEqual([]);
    expect(document.warnings).toEqual([]);
    const { applications } = document.toJS() as { applications: { name: string }[] };
    expect(applications).toHaveLength(size);
    expect(new Set(applications.map(({ name }) => name)).size).toBe(size);
  });

  test('is as large as it is said to be', () => {
    const [least, most] = expectedKilobytes[size];
    expect(text.length / 1000).toBeGreaterThanOrEqual(least);
    expect(text.length / 1000).toBeLessThanOrEqual(most);
  });

  test('stays below the number of nodes beyond which the loader refuses a file', () => {
    let nodes = 0;
    visit(document, {
      Node: () => {
        nodes++;
      },
    });
    expect(nodes).toBeLessThan(loaderLimit);
    if (size === Math.max(...benchmarkSizes)) expect(nodes).toBeGreaterThan(0.95 * loaderLimit);
  });
});

test('fewer than four applications are no server', () => {
  expect(() => generateConfig(3)).toThrow(RangeError);
});
