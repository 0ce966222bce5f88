/** What a test request goes to: a model as clients know it, and the address that they are given. */
import type { ApplicationView } from '../../../../server/src/protocol';

export interface Sampling {
  /** The fewest prompts or samples of one request. */
  readonly batch: number;
  /** False where the server is known to fail at each answer. */
  readonly answers: boolean;
}

export interface Training extends Sampling {
  /** The whole model, and no adapter. */
  readonly full: boolean;
}

export interface TestTarget {
  /** Such as `Qwen/Qwen3.5-4B`. */
  readonly model: string;
  /** Absent where no application trains it. */
  readonly train?: Training;
  /** Absent where no application samples it. */
  readonly sample?: Sampling;
}

/** The models of a configuration by name, in its order; of two applications with one name the first counts. */
export function targetsOf(applications: readonly ApplicationView[]): readonly TestTarget[] {
  const targets = new Map<string, TestTarget>();
  for (const { kind, served } of applications) {
    if (served === undefined) continue;
    const { name, batch, full, answers } = served;
    const known = targets.get(name) ?? { model: name };
    targets.set(
      name,
      kind === 'model'
        ? { train: { batch, full, answers }, ...known }
        : { sample: { batch, answers }, ...known },
    );
  }
  return [...targets.values()];
}

/** What both clients add to the address of a server (twinkle_client/http/utils.py, twinkle-kit 0.5.1; tinker 0.16.1). */
const clientPrefix = '/api/v1';

/** The address that clients are given; undefined where none of them can reach the gateway. @param endpoint its own address */
export function baseOf(endpoint: string): string | undefined {
  const address = endpoint.endsWith('/') ? endpoint.slice(0, -1) : endpoint;
  return address.endsWith(clientPrefix) ? address.slice(0, -clientPrefix.length) : undefined;
}
