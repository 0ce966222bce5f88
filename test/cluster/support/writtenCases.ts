/** Files whose values stand elsewhere than they are used, or are written in an uncommon way. */
import type { End, RuleCase } from './ruleCases';
import { model, processor, sampler } from './ruleConfig';

const loader = (says: RegExp): End => ({ by: 'loader', says });
const replica = (application: string, says: RegExp): End => ({ by: 'replica', application, says });

/** Puts another text in the place of one that is there once. */
function put(before: string, after: string): (yaml: string) => string {
  return yaml => {
    const parts = yaml.split(before);
    if (parts.length !== 2) throw new Error(`${before} is there ${parts.length - 1} times`);
    return parts.join(after);
  };
}

const both =
  (...steps: readonly ((yaml: string) => string)[]) =>
  (yaml: string) =>
    steps.reduce((written, step) => step(written), yaml);

export const writtenCases: readonly RuleCase[] = [
  {
    // The launcher stops at the first of them.
    mistake: 'two of three applications that fail',
    pin: 'applications.1.args.device_group.gpu_per_worker',
    marks: 'gpu_per_worker',
    applications: [
      processor(),
      model({ group: { gpu_per_worker: 1 } }),
      sampler({ group: { ranks: 3, gpus_per_worker: 2 }, args: { nproc_per_node: 4 } }),
    ],
    end: replica('model', /unexpected keyword argument 'gpu_per_worker'/),
  },
  {
    mistake: 'ranks by an alias',
    rule: 'cpu-ranks-number',
    pin: 'applications.0.args.device_group.ranks',
    marks: '[ 0 ]',
    applications: [model({ group: { ranks: ['first'] } }), processor({ group: { ranks: 'second' } })],
    rewrite: both(
      put('ranks:\n          - first', 'ranks: &ranks [ 0 ]'),
      put('ranks: second', 'ranks: *ranks'),
    ),
    end: replica('processor', /CPU group only supports integer ranks/),
  },
  {
    mistake: 'a group by a merge key',
    rule: 'cpu-ranks-number',
    pin: 'applications.0.args.device_group.ranks',
    marks: 'ranks',
    applications: [
      model({ group: { name: 'first', ranks: [0] } }),
      processor({ group: { name: 'second', ranks: undefined } }),
    ],
    rewrite: both(
      put('device_group:\n        name: first', 'device_group: &group\n        name: first'),
      put('name: second', '<<: *group'),
    ),
    end: replica('processor', /CPU group only supports integer ranks/),
  },
  {
    mistake: 'ranks by an interpolation',
    rule: 'cpu-ranks-number',
    pin: 'applications.1.args.device_group.ranks',
    marks: 'ranks',
    applications: [
      model({ group: { ranks: [0] } }),
      processor({ group: { ranks: '${applications.0.args.device_group.ranks}' } }),
    ],
    end: replica('processor', /CPU group only supports integer ranks/),
  },
  {
    mistake: 'a size of a mesh from the environment',
    pin: 'applications.0.args.device_mesh.dp_size',
    marks: '${oc.env:TWINKLE_LAB_SIZE}',
    applications: [processor({ args: { device_mesh: { dp_size: '${oc.env:TWINKLE_LAB_SIZE}' } } })],
    env: { TWINKLE_LAB_SIZE: '1' },
    end: replica('processor', /TypeError/),
  },
  {
    rule: 'unknown-key',
    mistake: 'lines that end as on Windows',
    pin: 'applications.0.args.device_group.gpu_per_worker',
    marks: 'gpu_per_worker',
    applications: [model({ group: { gpu_per_worker: 1 } })],
    rewrite: yaml => yaml.replaceAll('\n', '\r\n'),
    end: replica('model', /unexpected keyword argument 'gpu_per_worker'/),
  },
  {
    rule: 'yaml-documents',
    mistake: 'a second document',
    pin: '',
    marks: '---',
    applications: [processor()],
    rewrite: yaml => `${yaml}---\na: 1\n`,
    end: loader(/expected a single document in the stream/),
  },
  {
    rule: 'yaml-interpolation',
    mistake: 'an interpolation of a key that is not there',
    pin: '',
    marks: '${http_options.ports}',
    applications: [processor({ group: { name: '${http_options.ports}' } })],
    end: loader(/Interpolation key 'http_options\.ports' not found/),
  },
  {
    mistake: 'a variable that is not set',
    pin: 'applications.0.args.device_group.name',
    marks: '${oc.env:TWINKLE_LAB_NOTHING}',
    applications: [processor({ group: { name: '${oc.env:TWINKLE_LAB_NOTHING}' } })],
    end: loader(/Environment variable 'TWINKLE_LAB_NOTHING' not found/),
  },
];
