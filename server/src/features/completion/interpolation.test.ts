import { describe, expect, it } from 'vitest';
import { labels, taken } from '../../../../test/support/completion';

describe('inside of ${}', () => {
  const start = 'http_options:\n  port: 8000\ntelemetry:\n  service_name: ';

  it('are resolvers and keys of the file', () => {
    expect(labels(`${start}\${‸`)).toEqual([
      ...['oc.env', 'oc.decode', 'oc.select', 'oc.create', 'oc.dict.keys', 'oc.dict.values', 'oc.deprecated'],
      ...['http_options', 'telemetry'],
    ]);
    expect(labels(`${start}"x \${http_options.‸}"`)).toEqual(['port']);
    expect(labels(`${start}x\npersistence: \${http_options‸}`)).toEqual([
      'http_options',
      'telemetry',
      'persistence',
    ]);
  });

  it('are closed where they are open', () => {
    expect(taken(`${start}\${http_options.po‸`, 'port')).toBe(`${start}\${http_options.port}`);
    expect(taken(`${start}\${http_options.po‸}`, 'port')).toBe(`${start}\${http_options.port}`);
    expect(taken(`${start}\${oc.e‸}`, 'oc.env')).toBe(`${start}\${oc.env:}`);
  });

  it('are environment variables, those of the cluster file first', () => {
    const cluster = 'env:\n  MY_PORT: "1"\nnodes:\n  - name: a\n';
    const offered = labels(`${start}\${oc.env:‸`, { cluster });
    expect(offered[0]).toBe('MY_PORT');
    expect(offered).toContain('TWINKLE_SEED');
    expect(offered).not.toContain('TWINKLE_TELEMETRY_DEBUG');
  });

  it('are closed in their own text, whatever follows it', () => {
    const text = 'telemetry: { service_name: "${oc.env:‸" }\n';
    expect(taken(text, 'TWINKLE_SEED')).toBe('telemetry: { service_name: "${oc.env:TWINKLE_SEED}" }\n');
    expect(taken('telemetry: { service_name: "${oc.env:‸}" }\n', 'TWINKLE_SEED')).toBe(
      'telemetry: { service_name: "${oc.env:TWINKLE_SEED}" }\n',
    );
  });

  it('leave what stands behind them', () => {
    expect(taken(`${start}\${oc.‸env:X}`, 'oc.env')).toBe(`${start}\${oc.env:X}`);
    expect(taken(`${start}\${oc.env:‸X,\${a}}`, 'TWINKLE_SEED')).toBe(
      `${start}\${oc.env:TWINKLE_SEED,\${a}}`,
    );
    expect(taken(`${start}\${oc.env:‸X \${a}`, 'TWINKLE_SEED')).toBe(`${start}\${oc.env:TWINKLE_SEED} \${a}`);
  });

  it('are nothing in a key, or across its colon', () => {
    expect(labels('telemetry:\n  a${oc.env:‸ |\n    x\n')).not.toContain('TWINKLE_SEED');
    expect(labels('telemetry:\n  a${‸}: x\n')).not.toContain('oc.env');
  });

  it('are nothing where the dollar is escaped, closed or behind a comment', () => {
    expect(labels(`${start}\\\${‸`)).not.toContain('oc.env');
    expect(labels(`${start}\${a}‸`)).not.toContain('oc.env');
    expect(labels(`${start}x # \${‸`)).toEqual([]);
  });
});
