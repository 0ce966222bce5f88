import { describe, expect, it } from 'vitest';
import { Readers } from './readers';
import type { FileRule } from './rule';

const rule = (id: string, reads: FileRule['reads']): FileRule => ({
  id,
  stage: 'silent',
  severity: 'hint',
  reads,
  checkFile: () => [],
});

const rules = [
  rule('of-mesh', ['applications.args.device_mesh']),
  rule('of-name', ['applications.name']),
  rule('of-text', 'everything'),
  rule('of-args', ['applications.args', 'persistence']),
];
const [ofMesh, , , ofArgs] = rules;
const due = (paths: readonly string[], spoke: readonly FileRule[] = []) =>
  new Readers(rules).due(spoke, paths).map(({ id }) => id);

describe('the rules that are due', () => {
  it.each([
    [[], ['of-text']],
    [['applications.args.device_mesh'], ['of-mesh', 'of-text', 'of-args']],
    [['applications.args.device_mesh.dp_size'], ['of-mesh', 'of-text', 'of-args']],
    [['applications.args'], ['of-mesh', 'of-text', 'of-args']],
    [['applications.args.device_group'], ['of-text', 'of-args']],
    [['applications.args.device_mesh_of_another_name'], ['of-text', 'of-args']],
    [['applications.names'], ['of-text']],
    [
      ['applications.name', 'persistence.mode'],
      ['of-name', 'of-text', 'of-args'],
    ],
    [[''], ['of-mesh', 'of-name', 'of-text', 'of-args']],
  ])('where %j has changed', (paths, expected) => {
    expect(due(paths)).toEqual(expected);
  });

  it('are also those that spoke before, each once and in their order', () => {
    expect(
      ofMesh !== undefined && ofArgs !== undefined && due(['applications.args'], [ofArgs, ofMesh]),
    ).toEqual(['of-mesh', 'of-text', 'of-args']);
    expect(ofArgs !== undefined && due([], [ofArgs])).toEqual(['of-text', 'of-args']);
  });
});
