/** Requests to a server that a case of the rules has launched. */
import { poll } from '../../../client/src/core/async/wait';

/** Status and body of the answer. */
export async function ask(port: number, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer tml-EMPTY_TOKEN',
      'x-request-id': 'rules',
      'x-twinkle-session-id': 'rules',
      serve_multiplexed_model_id: 'rules',
    },
    signal: AbortSignal.timeout(60_000),
  });
  return [answer.status, await answer.text()];
}

/**
 * Asks until the answer has the status; gives the last answer, whatever it is, when a minute has passed. All proxies of
 * one machine share the port, and each learns of an application on its own, a moment after Ray Serve reports that it
 * runs. Until then its requests fall to the gateway, whose prefix they begin with, or to nobody: 404.
 */
export async function askUntil(
  status: number,
  port: number,
  path: string,
  signal: AbortSignal,
  body?: unknown,
): Promise<[number, string]> {
  let last: [number, string] = [0, ''];
  const attempt = async () => {
    last = await ask(port, path, body);
    return last[0] === status ? true : undefined;
  };
  await poll(attempt, { everyMs: 500, limitMs: 60_000, signal });
  return last;
}

/**
 * The prefixes that Ray Serve knows, sorted: as soon as they are the expected ones, or else the last ones of a minute. All
 * proxies of one machine share the port, and each learns of changes on its own; one whose node has no replica any
 * more, or none yet, answers this question with 503 until it knows better (ray/serve/_private/proxy.py, ray 2.60:
 * `DRAINING_MESSAGE`, `NO_ROUTES_MESSAGE`).
 */
export async function routesOf(
  port: number,
  expected: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const last: { answer: string; routes?: readonly string[] } = { answer: '' };
  const attempt = async () => {
    const [status, answer] = await ask(port, '/-/routes');
    last.answer = answer;
    if (status !== 200) return undefined;
    last.routes = Object.keys(JSON.parse(answer) as object).sort();
    return last.routes.join() === expected.join() ? true : undefined;
  };
  await poll(attempt, { everyMs: 200, limitMs: 60_000, signal });
  if (last.routes === undefined) throw new Error(`Ray Serve does not report its routes: ${last.answer}`);
  return last.routes;
}

/** Has the processor application make a worker, as a client does first; see {@link askUntil}. */
export function createProcessor(
  status: number,
  port: number,
  signal: AbortSignal,
): Promise<[number, string]> {
  return askUntil(status, port, '/api/v1/processor/twinkle/create', signal, {
    processor_type: 'processor',
    class_type: 'InputProcessor',
  });
}

/** Asks the gateway for an adapter on a base model, as a tinker client does first. */
export function createModel(port: number, baseModel: string): Promise<[number, string]> {
  return ask(port, '/api/v1/create_model', {
    session_id: 'rules',
    model_seq_id: 0,
    base_model: baseModel,
    type: 'create_model',
  });
}
