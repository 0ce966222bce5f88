/**
 * The value that made a launch fail: logs of real launches beside the files that were launched. Those of
 * test/fixtures/causes are written by test/cluster with `UPDATE_CAUSES=1`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stripAnsi } from '../../client/src/core/launch/log/fold';
import { causeOf } from '../../server/src/causes/causeOf';
import { knownFailures } from '../../server/src/causes/knownFailures';
import { codes } from '../../server/src/analysis/settings/codes';
import { rules } from '../../server/src/rules/registry';
import { elsewhereCases, elsewhereText } from '../cluster/support/elsewhereCases';
import { fourApplicationsYaml } from '../cluster/support/fourApplications';
import { ruleAnalysis, ruleNodes } from '../cluster/support/ruleAnalysis';
import { caseText, deployCases } from '../cluster/support/ruleCases';
import { replicaCases } from '../cluster/support/ruleReplicaCases';
import { untoldDeployCases, untoldReplicaCases } from '../cluster/support/untoldCases';
import { writtenCases } from '../cluster/support/writtenCases';
import { caseLog, caseLogs } from '../support/caseLogs';
import { pinOf } from '../support/pinOf';

/** Those that were launched when the logs were written last. */
const launched = <T>(cases: readonly T[], nameOf: (each: T) => string) =>
  cases.filter(each => existsSync(caseLog(nameOf(each))));
const failing = launched(
  [...deployCases, ...untoldDeployCases, ...replicaCases, ...untoldReplicaCases, ...writtenCases],
  ({ mistake }) => mistake,
);
const elsewhere = launched(elsewhereCases, ({ reason }) => reason);
const logOf = (mistake: string) => readFileSync(caseLog(mistake), 'utf8');
const recorded = (name: string) =>
  stripAnsi(readFileSync(join(import.meta.dirname, `../fixtures/launch/${name}.log`), 'utf8'));

describe('a launch that fails is pinned to the value', () => {
  it('in enough cases', () => {
    expect(failing.length).toBeGreaterThanOrEqual(18);
    expect(elsewhere.length).toBeGreaterThanOrEqual(5);
  });

  it.each(failing)('$mistake', ruleCase => {
    const { message, path } = pinOf(ruleAnalysis(caseText(8000, ruleCase)), logOf(ruleCase.mistake));
    expect(path, message).toBe(ruleCase.pin);
  });

  it.each(failing)('or at least nowhere else, where no rule speaks: $mistake', ruleCase => {
    const off = Object.fromEntries(codes.map(code => [code, 'off' as const]));
    const analysis = ruleAnalysis(caseText(8000, ruleCase), { rules: off });
    expect(analysis.findings).toEqual([]);
    const { path = '', finding } = pinOf(analysis, logOf(ruleCase.mistake));
    if (ruleCase.pin !== '') expect(ruleCase.pin?.startsWith(path), path).toBe(true);
    else {
      // What the reader finds has no path, but a line.
      const { document } = analysis;
      const told = pinOf(ruleAnalysis(document.text), logOf(ruleCase.mistake)).finding;
      const lineOf = (offset = 0) => document.text.slice(0, offset).split('\n').length;
      expect(lineOf(finding?.span.start)).toBe(lineOf(told?.span.start));
    }
  });

  it.each(launched(writtenCases, ({ mistake }) => mistake))('and marks what is written: $mistake', each => {
    const analysis = ruleAnalysis(caseText(8000, each));
    const { message, finding } = pinOf(analysis, logOf(each.mistake));
    expect(finding, message).toBeDefined();
    const { text } = analysis.document;
    expect(text.slice(finding?.span.start, finding?.span.end)).toBe(each.marks);
    // Of a value that another application shares, also where this one takes it from there.
    const uses = finding?.related?.map(({ span }) => text.slice(span.start, span.end)) ?? [];
    if (each.mistake.includes('alias')) expect(uses).toContain('*ranks');
    if (each.mistake.includes('merge')) expect(uses).toContain('device_group');
  });

  // What the builders of the launcher raise, whose logs are not recorded: twinkle-kit 0.5.1, Ray 2.60.0.
  it.each([
    [
      'a version of a deployment',
      'ValueError: `version` in `Deployment.options()` has been removed. Serve manages deployment versions internally.',
    ],
    [
      'bundles beside replicas per node',
      'ValueError: Setting max_replicas_per_node is not allowed when placement_group_bundles is provided.',
    ],
    [
      'a strategy without bundles',
      'ValueError: If `placement_group_strategy` is provided, `placement_group_bundles` must also be provided.',
    ],
    [
      'a first bundle with less than the replica needs',
      'ValueError: When using `placement_group_bundles`, the replica actor will be placed in the first bundle, so the resource requirements for the actor must be a subset of the first bundle. `num_cpus` for the actor is 0.1, but the bundle only has 0.01 `CPU` specified.',
    ],
    [
      'a list in place of variables',
      'ValueError: dictionary update sequence element #0 has length 3; 2 is required',
    ],
    [
      'a word that is no level of a log',
      'ValidationError: 1 validation error for DeploymentConfig logging_config.log_level Value error, Got "LOUD" for log_level.',
    ],
    [
      'a status of an answer in words',
      'ValidationError: 1 validation error for DeploymentConfig backpressure_config.status_code Input should be 503 or 429',
    ],
    ['a router that is not there', "ModuleNotFoundError: No module named 'no_such_router'"],
    ['a policy that is not there', "ModuleNotFoundError: No module named 'no_such_policy'"],
    ['fewer than no CPUs', 'ValueError: The quantity of resource num_cpus cannot be negative'],
    [
      'CPUs among other resources',
      "ValueError: Use the 'num_cpus' and 'num_gpus' keyword instead of 'CPU' and 'GPU' in 'resources' keyword",
    ],
    [
      'a word that is no way to aggregate',
      "ValidationError: 1 validation error for DeploymentConfig autoscaling_config.aggregation_function Value error, 'median' is not a valid AggregationFunction",
    ],
    [
      'a number of replicas in words',
      'ValidationError: 1 validation error for DeploymentConfig num_replicas Input should be a valid integer, unable to parse string as an integer',
    ],
    [
      'no request at a time',
      'ValidationError: 1 validation error for DeploymentConfig max_ongoing_requests Input should be greater than 0',
    ],
    [
      'CPUs in quotes',
      "TypeError: The type of keyword 'num_cpus' must be (<class 'float'>, <class 'int'>, <class 'NoneType'>), but received type <class 'str'>",
    ],
  ])('%s, by its exception', (mistake, message) => {
    const ruleCase = [...deployCases, ...untoldDeployCases].find(each => each.mistake === mistake);
    if (ruleCase === undefined) throw new Error('there is no such case');
    const found = causeOf(ruleAnalysis(caseText(8000, ruleCase)), { message, application: 'processor' });
    expect(found?.path.join('.')).toBe(ruleCase.pin);
  });

  const model = 'applications.1';
  const typo = ['{name: model, ranks: 2', '{name: model, rank: 2, ranks: 2'] as const;
  const modelCpus = (options: string) =>
    ['name: ModelManagement\n        ray_actor_options: {num_cpus: 0.1}', `name: ModelManagement\n        ${options}`] as const;
  it.each([
    ['unknown-device-group-key', typo, `${model}.args.device_group.rank`],
    ['unknown-device-group-key-plain', typo, `${model}.args.device_group.rank`],
    [
      'unknown-adapter-config-key',
      ['backend: mock', 'backend: mock\n      adapter_config: {adapter_timeouts: 5}'],
      `${model}.args.adapter_config.adapter_timeouts`,
    ],
    ['unknown-deployment-option', modelCpus('num_replica: 2'), `${model}.deployments.0.num_replica`],
    [
      'unknown-actor-option-plain',
      modelCpus('ray_actor_options: {num_cpu: 0.1}'),
      `${model}.deployments.0.ray_actor_options.num_cpu`,
    ],
    [
      'env-var-not-a-string',
      modelCpus('ray_actor_options: {runtime_env: {env_vars: {X: 0}}}'),
      `${model}.deployments.0.ray_actor_options.runtime_env.env_vars.X`,
    ],
    ['duplicate-prefix', ['/api/v1/sampler/mock-model', '/api/v1'], 'applications.2.route_prefix'],
    ['wrong-proxy-location', ['EveryNode', 'everynode'], 'proxy_location'],
    ['invalid-configuration', ['backend: mock', 'backnd: mock'], `${model}.args.backnd`],
  ] as const)('of four applications: %s', (name, [before, after], pin) => {
    const yaml = fourApplicationsYaml(8000);
    expect(yaml).toContain(before);
    const { message, path } = pinOf(ruleAnalysis(yaml.replace(before, after)), recorded(name));
    expect(path, message).toBe(pin);
  });
});

it.each(readdirSync(caseLogs))('a log that is kept is short, and says nothing of the machine that wrote it: %s', name => {
  const log = readFileSync(join(caseLogs, name), 'utf8');
  expect(log.length).toBeLessThan(20_000);
  expect(log).not.toMatch(/\/(?:root|work|Users)\/|\/home\/(?!user\/)|\.pyenv|token=|Bearer /);
});

describe('nothing is pinned', () => {
  it.each(elsewhere)('where the reason is not in the file: $reason', each => {
    const { message, path } = pinOf(ruleAnalysis(elsewhereText(8000, each)), logOf(each.reason));
    expect(message).toMatch(each.says);
    expect(path).toBeUndefined();
  });

  it.each(['http-port-taken', 'tinker-missing', 'not-enough-nodes', 'four-applications'])(
    'in the file of four applications: %s',
    name => {
      expect(pinOf(ruleAnalysis(fourApplicationsYaml(8000)), recorded(name)).path).toBeUndefined();
    },
  );

  it('where the cluster has fewer nodes than its file says', () => {
    const nodes = [...ruleNodes, ...['b', 'c', 'd'].map(name => ({ name, gpus: [0, 1, 2, 3], cpus: 8 }))];
    const wanting = replicaCases.find(({ mistake }) => mistake === 'four nodes wanted of two');
    if (wanting === undefined) throw new Error('there is no such case');
    const { message, path } = pinOf(ruleAnalysis(caseText(8000, wanting), { nodes }), logOf(wanting.mistake));
    expect(message).toMatch(/Not enough resources/);
    expect(path).toBeUndefined();
  });

  it('where the file no longer says so, and in another application', () => {
    const message = "TypeError: DeviceGroup.__init__() got an unexpected keyword argument 'rank'";
    const file = fourApplicationsYaml(8000);
    const wrong = file.replace('{name: model, ranks: 2', '{name: model, rank: 2, ranks: 2');
    const pathOf = (yaml: string, application?: string) =>
      causeOf(ruleAnalysis(yaml), { message, ...(application !== undefined && { application }) })?.path;
    expect(pathOf(wrong, 'mock-model')).toBeDefined();
    expect(pathOf(file, 'mock-model')).toBeUndefined();
    expect(pathOf(wrong, 'mock-sampler')).toBeUndefined();
    expect(pathOf(wrong)).toBeUndefined();
    // Two applications of one name: the later replaces the earlier.
    expect(pathOf(wrong.replace('- name: processor', '- name: mock-model'), 'mock-model')).toBeUndefined();
  });
});

describe('the table', () => {
  const named = new Set(knownFailures.flatMap(failure => failure.codes));

  it('names codes that there are', () => {
    expect([...named].filter(code => !codes.includes(code))).toEqual([]);
  });

  it('has every rule of a mistake that ends a launch', () => {
    // The first is true of every file. Groups that share cards may run out of memory, and so may one alone.
    const others = ['launch-replaces-serve', 'shared-gpus'];
    const ending = rules.filter(({ stage }) => stage === 'deploy' || stage === 'replica');
    expect(ending.length).toBeGreaterThan(20);
    const missing = ending.map(({ id }) => id).filter(id => !named.has(id) && !others.includes(id));
    expect(missing).toEqual([]);
  });
});
