/** Clients of a server that a test has launched: the extension's test request, and the snippets that it copies. */
import { expect } from 'vitest';
import { baseOf, targetsOf, type TestTarget } from '../../../client/src/core/testRequest/target';
import { snippet, type ClientKind } from '../../../client/src/core/testRequest/snippets';
import { stepIds, type StepId } from '../../../client/src/core/testRequest/steps';
import type { StepResult } from '../../../client/src/core/testRequest/result';
import { sendTestRequest } from '../../../client/src/app/testRequest/send';
import { createAnalyzer } from '../../../server/src/analysis/analysis';
import { deploymentView } from '../../../server/src/features/views/deploymentView';
import { fourApplicationsYaml } from './fourApplications';
import type { Lab } from './lab';
import { testPython } from './python';
import { ask } from './ruleRequests';

/** What the language server says about the one model of a configuration. */
export function targetIn(yaml: string): TestTarget {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  const view = deploymentView(analyzer.config({ uri: 'file:///server_config.yaml', text: yaml }, {}));
  const [target, ...others] = targetsOf(view.applications);
  if (target === undefined || others.length > 0) throw new Error('not one model');
  return target;
}

/** Sends a test request. @param cancelAt a step at whose begin it is cancelled */
export function request(
  lab: Lab,
  endpoint: string,
  target: TestTarget,
  cancelAt?: StepId,
): Promise<readonly StepResult[]> {
  const cancel = new AbortController();
  return sendTestRequest(
    { target, base: baseOf(endpoint) ?? '', python: testPython(), env: {} },
    lab.keeper,
    ({ step, state }) => {
      if (step === cancelAt && state === 'begun') cancel.abort();
    },
    AbortSignal.any([cancel.signal, lab.signal]),
  );
}

/** Runs a copied snippet as it is; gives its last line. Throws with its traceback. */
export async function runSnippet(
  lab: Lab,
  kind: ClientKind,
  endpoint: string,
  target: TestTarget,
): Promise<string> {
  const exit = await lab.keeper.run(
    { argv: [testPython(), '-'], env: { TINKER_TELEMETRY: '0' }, cwd: lab.folder },
    { stdin: snippet(kind, baseOf(endpoint) ?? '', target), timeoutMs: 120_000, signal: lab.signal },
  );
  if (exit.code !== 0) throw new Error(`${kind}: ${exit.stderr}`);
  return exit.stdout.trimEnd().split('\n').at(-1) ?? '';
}

/** How many models clients have created and not unloaded. */
export async function modelsLeft(port: number): Promise<number> {
  const [, body] = await ask(port, '/api/v1/twinkle/status');
  return (JSON.parse(body) as { resources: { models: number } }).resources.models;
}

/** The four applications, of which the model can answer: a mock of several ranks cannot (twinkle-kit 0.5.1). */
export function withOneRank(port: number): string {
  return fourApplicationsYaml(port)
    .replace('nproc_per_node: 2', 'nproc_per_node: 1')
    .replace('{name: model, ranks: 2,', '{name: model, ranks: 1,')
    .replace('{device_type: cuda, dp_size: 2}', '{device_type: cuda, dp_size: 1}');
}

/** With the test request and both snippets, against the four applications. */
export async function goesTheWayOfAClient(lab: Lab, port: number): Promise<void> {
  const endpoint = `http://127.0.0.1:${port}/api/v1`;
  const target = targetIn(withOneRank(port));
  const one = { batch: 1, answers: true };
  expect(target).toEqual({ model: 'mock-model', train: { ...one, full: false }, sample: one });
  const done = await request(lab, endpoint, target);
  expect(
    done.map(({ step, outcome }) => `${step} ${outcome}`),
    JSON.stringify(done),
  ).toEqual(stepIds.map(step => `${step} done`));
  expect(await modelsLeft(port)).toBe(0);

  const [unsupported, cancelled, ...answers] = await Promise.all([
    request(lab, endpoint, { model: 'other', train: { ...one, full: false } }),
    request(lab, endpoint, target, 'train').catch((error: unknown) => error),
    runSnippet(lab, 'twinkle', endpoint, target),
    runSnippet(lab, 'tinker', endpoint, target),
  ]);
  expect(unsupported.map(({ outcome }) => outcome)).toEqual([
    'done',
    'done',
    'failed',
    'skipped',
    'skipped',
    'skipped',
  ]);
  expect(unsupported[2]).toMatchObject({
    error: { status: 400, message: expect.stringMatching(/'other' is not supported/) as unknown },
  });
  expect(cancelled).toMatchObject({ name: 'AbortError' });
  for (const tokens of answers) expect(tokens).toMatch(/^\[\d+(?:, \d+){15}\]$/);
  // Those of the snippets stay until their sessions end.
  await lab.until('the cancelled request has unloaded its model', async () => (await modelsLeft(port)) === 2);
}
