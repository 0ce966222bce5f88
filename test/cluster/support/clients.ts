/** Clients of a server that a test has launched: the extension's test request, and the snippets that it copies. */
import { baseOf, targetsOf, type TestTarget } from '../../../client/src/core/testRequest/target';
import { snippet, type ClientKind } from '../../../client/src/core/testRequest/snippets';
import type { StepId } from '../../../client/src/core/testRequest/steps';
import type { StepResult } from '../../../client/src/core/testRequest/result';
import { sendTestRequest } from '../../../client/src/app/testRequest/send';
import { createAnalyzer } from '../../../server/src/analysis/analysis';
import { deploymentView } from '../../../server/src/features/views/deploymentView';
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
