import { expect, it } from 'vitest';
import { text } from '../text/text';
import { launchReport } from './report';

it('tells what a bug report needs, and hides secrets everywhere', () => {
  const secret = 'hf_abcdefghijklmnopqrstuvwxyz0123';
  const report = launchReport({
    versions: [
      ['twinkle-kit', '0.5.1'],
      ['Ray', undefined],
    ],
    view: {
      state: 'failed',
      argv: [
        '/venv/bin/python',
        '-m',
        'twinkle.server',
        'launch',
        '--config',
        '/my project/server_config.yaml',
      ],
      problem: {
        what: text('Launching {0} failed.', 'model'),
        cause: { message: `ValueError: The shape of \`mesh\`: ${secret}`, application: 'model', raw: '' },
      },
      applications: [{ name: 'model', phase: 'failed' }],
      job: { id: 'twinkle-1', status: 'FAILED' },
    },
    place: 'applications.0.args.device_mesh.mesh',
    lines: ['Ray initialized', `HF_TOKEN=${secret}`, '```'],
    config: `env_vars:\n  API_KEY: "abc123def456"\n  HF_TOKEN: ${secret}\n`,
  });
  expect(report).not.toContain(secret);
  expect(report).not.toContain('abc123def456');
  expect(report).toBe(`### Versions

- twinkle-kit: 0.5.1
- Ray: unknown

### Command

\`\`\`sh
/venv/bin/python -m twinkle.server launch --config '/my project/server_config.yaml'
\`\`\`

### Result

- State: failed
- Ray Job: \`twinkle-1\`, FAILED
- What: Launching model failed.
- Cause: \`\` ValueError: The shape of \`mesh\`: *** \`\`
- At: \`applications.0.args.device_mesh.mesh\`
- Application \`model\`: failed

### Last 3 lines of the log

\`\`\`\`text
Ray initialized
HF_TOKEN=***
\`\`\`
\`\`\`\`

### Configuration

\`\`\`yaml
env_vars:
  API_KEY: "***"
  HF_TOKEN: ***
\`\`\`
`);
});
