/**
 * The rules beside the real launcher: files with one mistake each are launched on two clusters, and end as the pages of
 * the rules say; where the constructor of a replica throws, its first exception is the one that the page tells.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { deployCases, hangCases, type RuleCase } from './support/ruleCases';
import { configText, model, processor, sampler, server, type Fields } from './support/ruleConfig';
import { askUntil, createModel, createProcessor, routesOf } from './support/ruleRequests';
import { elsewhereCases } from './support/elsewhereCases';
import type { RuleLab } from './support/ruleLab';
import { RuleLabs } from './support/ruleLabs';
import { untoldDeployCases, untoldReplicaCases } from './support/untoldCases';
import { writtenCases } from './support/writtenCases';
import { expectCase, expectElsewhere } from './support/ruleEnd';
import { forecastLaunches } from './support/forecastLaunches';
import { replicaCases } from './support/ruleReplicaCases';

const labs = new RuleLabs();
afterAll(() => labs.dispose());

/** With an HTTP proxy, as what is sent to it needs one. */
const launchedText = ({ port }: RuleLab, ...applications: readonly Fields[]): string =>
  configText(port, applications, { proxy_location: 'EveryNode' });

/** As many at a time as there are clusters (vitest.config.mts). */
const check = (ruleCase: RuleCase) => labs.use(lab => expectCase(lab, ruleCase));

/** Launched to write their logs only: the logs are looked at in each run (test/cases/causes.test.ts). */
const toRecord = <T>(cases: readonly T[]) => (process.env['UPDATE_CAUSES'] === undefined ? [] : cases);

const itLaunches = (what: string, launch: (lab: RuleLab) => Promise<void>) => {
  it(what, () => labs.use(launch));
};

describe.concurrent('a file without a finding', () => {
  itLaunches('is launched, and all of it is healthy', async lab => {
    const yaml = launchedText(lab, server(), model(), sampler(), processor());
    expect(lab.warnings(yaml)).toEqual([]);
    await lab.launching(yaml, async launch => {
      await lab.untilStarted(launch);
      const [status, health] = await askUntil(200, lab.port, '/api/v1/twinkle/healthz/deep', lab.signal);
      expect(JSON.parse(health)).toMatchObject({ healthy: true });
      expect(status).toBe(200);
      const [created, answer] = await createProcessor(200, lab.port, lab.signal);
      expect(created, answer).toBe(200);
    });
  });
});

describe.concurrent('a launch that looks fine', () => {
  itLaunches(
    'replaces applications, drops deployments and keys, and answers requests with errors',
    async lab => {
      const yaml = launchedText(
        lab,
        server({
          args: { http_options: { port: lab.port } },
          deployment: {
            autoscaling_config: { target_num_ongoing_requests_per_replica: 3 },
            ray_actor_options: { num_cpus: 0.1, runtime_env: { env_var: { A: '1' } } },
          },
        }),
        model({
          application: { deployments: [{ name: 'a', ray_actor_options: { num_cpus: 0.1 } }, { name: 'b' }] },
        }),
        processor({ application: { route_prefix: '/replaced' } }),
        processor({ group: { ranks: 0 } }),
      );
      expect(lab.warnings(yaml)).toEqual([
        'server-http-options',
        'ignored-key',
        'ignored-key',
        'single-deployment',
        'duplicate-application-name',
        'ranks-empty',
      ]);
      await lab.launching(yaml, async launch => {
        await lab.untilStarted(launch);
        expect(launch.log()).toContain(
          '"model" has 2 deployments configured, but only the first deployment will be used',
        );
        const routes = ['/api/v1', '/api/v1/model/mock-model', '/api/v1/processor'];
        expect(await routesOf(lab.port, routes, lab.signal)).toEqual(routes);
        const [status, health] = await askUntil(503, lab.port, '/api/v1/twinkle/healthz/deep', lab.signal);
        expect(health).toContain("'HttpOptions' object has no attribute 'get'");
        expect(status).toBe(503);
        const [created, answer] = await createProcessor(500, lab.port, lab.signal);
        expect(answer).toMatch(/create_workers.*IndexError: .*list index out of range/s);
        expect(created).toBe(500);
      });
    },
  );
});

describe.concurrent('a gateway that starts', () => {
  itLaunches(
    'does not find a model under another prefix, and refuses one that it does not list',
    async lab => {
      const yaml = launchedText(
        lab,
        server(),
        model({ application: { route_prefix: '/models/mock-model' } }),
        model({
          application: { name: 'other', route_prefix: '/api/v1/model/other' },
          args: { model_id: 'other' },
        }),
      );
      expect(lab.errors(yaml)).toEqual(['route-prefix-shape', 'model-not-supported']);
      await lab.launching(yaml, async launch => {
        await lab.untilStarted(launch);
        const [status, health] = await askUntil(503, lab.port, '/api/v1/twinkle/healthz/deep', lab.signal);
        expect(JSON.parse(health)).toMatchObject({
          healthy: false,
          models: { 'mock-model': { healthy: false, status_code: 404 } },
        });
        expect(status).toBe(503);
        // What no application is under `/api/v1` falls to the gateway itself, which does not know it.
        expect(await createModel(lab.port, 'mock-model')).toEqual([404, '{"detail":"Not Found"}']);
        const [taken, refusal] = await createModel(lab.port, 'other');
        expect(refusal).toContain("Base model 'other' is not supported. Supported models: mock-model");
        expect(taken).toBe(400);
      });
    },
  );
});

describe.concurrent('the launcher ends with an error', () => {
  it.each(deployCases.filter(({ end }) => end.by === 'launcher'))('$mistake', check);
  it.each(toRecord(untoldDeployCases))('$mistake', check);
});

describe.concurrent('the launch fails for a reason that is not in the file', () => {
  it.each(elsewhereCases)('$reason', elsewhere => labs.use(lab => expectElsewhere(lab, elsewhere)));
});

describe.concurrent('the replica does not come up', () => {
  it.each(replicaCases)('$mistake', check);
  it.each(toRecord(untoldReplicaCases))('$mistake', check);
  it.each(toRecord(writtenCases.filter(({ end }) => end.by === 'replica')))('$mistake', check);
});

describe.concurrent('groups are placed as the forecast says', () => {
  forecastLaunches(labs);
});

describe.concurrent('the launch waits forever', () => {
  it.each(hangCases)('$mistake', ruleCase => labs.use(lab => expectCase(lab, ruleCase), { waits: true }));
});
