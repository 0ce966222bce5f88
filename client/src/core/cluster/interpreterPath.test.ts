import { describe, expect, it } from 'vitest';
import { chosenPython, interpreterPath, pythonsOnPath } from './interpreterPath';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const node = (python?: string) => ({
  name: 'n',
  host: 'local',
  env: {},
  range,
  ...(python === undefined ? {} : { python }),
});

describe('interpreterPath', () => {
  const facts = { home: '/home/u', clusterFile: '/w/deploy/twinkle_cluster.yaml' };

  it.each([
    ['/opt/v/bin/python', '/opt/v/bin/python'],
    ['~/v/bin/python', '/home/u/v/bin/python'],
    ['v/bin/python', '/w/deploy/v/bin/python'],
    ['./v/bin/python', '/w/deploy/v/bin/python'],
    ['../v/bin/python', '/w/deploy/../v/bin/python'],
    ['.venv/bin/python', '/w/deploy/.venv/bin/python'],
  ])('%s is %s', (python, path) => {
    expect(interpreterPath(python, facts)).toBe(path);
  });

  it('refuses a bare name, and a relative path that nothing is there for to be relative to', () => {
    expect(() => interpreterPath('python3', facts)).toThrow(
      /python3 is not the path of a Python interpreter/,
    );
    expect(() => interpreterPath('v/bin/python', { home: '/home/u' })).toThrow(/is not the path/);
    expect(interpreterPath('/w/python', { home: '/h', clusterFile: '/twinkle_cluster.yaml' })).toBe(
      '/w/python',
    );
    expect(interpreterPath('v/python', { home: '/h', clusterFile: '/twinkle_cluster.yaml' })).toBe(
      '/v/python',
    );
  });
});

describe('chosenPython', () => {
  it('is the node’s, the file’s, the setting’s; without a node the head’s', () => {
    const view = { python: '/file', nodes: [node('/head'), node('/worker'), node()] };
    const of = (kind: 'node' | 'file' | 'setting', python: string, index?: number) => ({
      python,
      source: index === undefined ? { kind } : { kind, index },
    });
    expect(chosenPython(view, '/setting', view.nodes[1])).toEqual(of('node', '/worker', 1));
    expect(chosenPython(view, '/setting', view.nodes[2])).toEqual(of('file', '/file'));
    expect(chosenPython(view, '/setting')).toEqual(of('node', '/head', 0));
    expect(chosenPython({ nodes: [node()] }, '/setting')).toEqual(of('setting', '/setting'));
    expect(chosenPython(undefined, '/setting')).toEqual(of('setting', '/setting'));
    expect(chosenPython(undefined, undefined)).toBeUndefined();
  });
});

it('takes the Python of each folder of PATH that means the same one everywhere', () => {
  expect(
    pythonsOnPath('/home/u/.pyenv/shims:/opt/conda/bin/:bin::.:/opt/conda/bin:/usr/bin:/bin:/usr/sbin'),
  ).toEqual(['/opt/conda/bin/python3', '/usr/bin/python3']);
  expect(pythonsOnPath('')).toEqual([]);
});
