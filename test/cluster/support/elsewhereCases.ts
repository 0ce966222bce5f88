/** Launches of a sound file that fail for a reason outside of it. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { configText, processor, type Fields } from './ruleConfig';
import type { LaunchOptions, RuleLab } from './ruleLab';

export interface ElsewhereCase {
  readonly reason: string;
  /** Without any, one that is sound everywhere. */
  readonly applications?: readonly Fields[];
  /** Keys of the top level. */
  readonly top?: Fields;
  readonly says: RegExp;
  /** Makes the reason, and takes it back after the launch. */
  readonly around: (lab: RuleLab, launch: (options: LaunchOptions) => Promise<void>) => Promise<void>;
}

export function elsewhereText(
  port: number,
  { applications = [processor()], top }: Pick<ElsewhereCase, 'applications' | 'top'>,
): string {
  return configText(port, applications, { proxy_location: 'Disabled', ...top });
}

export const elsewhereCases: readonly ElsewhereCase[] = [
  {
    reason: 'the interpreter has no twinkle-kit',
    says: /No module named '?twinkle/,
    around: (_, launch) => launch({ python: '/usr/bin/python3' }),
  },
  {
    reason: 'a package is missing',
    says: /ModuleNotFoundError: No module named 'tinker'/,
    around: withTinker('raise ModuleNotFoundError("No module named \'tinker\'")'),
  },
  {
    // No disk is filled for it: a package says what Python says then.
    reason: 'the disk is full',
    says: /OSError: \[Errno 28\] No space left on device/,
    around: withTinker('raise OSError(28, "No space left on device")'),
  },
  {
    reason: 'there is no Ray token',
    says: /AuthenticationError: Token authentication is enabled/,
    around: (_, launch) => launch({ auth: 'token' }),
  },
  {
    // The address may be right, and its server may be down.
    reason: 'a server of packages does not answer',
    applications: [
      processor({
        deployment: {
          ray_actor_options: {
            num_cpus: 0.1,
            runtime_env: { working_dir: 'https://127.0.0.1:9/code.zip' },
          },
        },
      }),
    ],
    says: /Failed to set up runtime environment|HTTPSConnectionPool/,
    around: (_, launch) => launch({}),
  },
  {
    reason: 'the port is taken',
    top: { proxy_location: 'EveryNode' },
    says: /Failed to bind to address/,
    around: async (lab, launch) => {
      const blocker = createServer();
      blocker.listen(lab.port, '127.0.0.1');
      await once(blocker, 'listening');
      try {
        await launch({});
      } finally {
        blocker.close();
      }
    },
  },
];

/** With a module of that name which does this when it is imported. */
function withTinker(text: string): ElsewhereCase['around'] {
  return async ({ folder }, launch) => {
    const hidden = join(folder, 'hidden');
    mkdirSync(hidden, { recursive: true });
    writeFileSync(join(hidden, 'tinker.py'), `${text}\n`);
    await launch({ env: { PYTHONPATH: hidden } });
  };
}
