/** Files with one mistake each, with which the constructor of a replica fails. */
import type { End, RuleCase } from './ruleCases';
import { model, processor, sampler, server } from './ruleConfig';

const replica = (application: string, says: RegExp): End => ({ by: 'replica', application, says });

export const replicaCases: readonly RuleCase[] = [
  {
    rule: 'ranks-empty',
    mistake: 'a GPU group of no ranks',
    applications: [model({ group: { ranks: 0 } })],
    end: replica('model', /IndexError: list index out of range/),
  },
  {
    rule: 'ranks-unique',
    mistake: 'one rank twice',
    applications: [model({ group: { ranks: [0, 0] } })],
    end: replica('model', /len\(set\(all_ranks\)\) == len\(all_ranks\)[^]*\) AssertionError\n/),
  },
  {
    rule: 'cpu-ranks-number',
    mistake: 'a list of CPU ranks',
    applications: [processor({ group: { ranks: [0] } })],
    end: replica('processor', /AssertionError: CPU group only supports integer ranks/),
  },
  {
    rule: 'gpus-per-worker-divides',
    mistake: 'three ranks for workers of two GPUs',
    applications: [sampler({ group: { ranks: 3, gpus_per_worker: 2 }, args: { nproc_per_node: 4 } })],
    end: replica('sampler', /number of ranks \(3\) must be divisible by gpus_per_worker \(2\)/),
  },
  {
    rule: 'gpus-per-worker-node',
    mistake: 'a worker on two nodes',
    applications: [sampler({ group: { ranks: 4, gpus_per_worker: 2 }, args: { nproc_per_node: 3 } })],
    end: replica(
      'sampler',
      /GPUs \[2, 3\] span multiple nodes\. Each worker's GPUs must be on the same node/,
    ),
  },
  {
    rule: 'gpus-per-worker-on-cpu',
    mistake: 'GPUs for a CPU worker',
    applications: [processor({ group: { gpus_per_worker: 2 } })],
    end: replica('processor', /getattr\(group, 'gpus_per_worker', 1\) == 1[^]*\) AssertionError\n/),
  },
  {
    rule: 'ranks-exceed-cluster',
    mistake: 'four nodes wanted of two',
    applications: [model({ group: { ranks: 4 } })],
    end: replica('model', /Not enough resources, required nodes: 4, available: 2/),
  },
  {
    rule: 'cpu-nodes',
    mistake: 'no node with CPUs for five processes',
    applications: [processor({ args: { ncpu_proc_per_node: 5 } })],
    end: replica('processor', /Not enough resources, required nodes: 1, available: 0/),
  },
  {
    rule: 'unknown-key',
    mistake: 'a misspelled key of device_group',
    applications: [model({ group: { gpu_per_worker: 1 } })],
    end: replica('model', /DeviceGroup\.__init__\(\) got an unexpected keyword argument 'gpu_per_worker'/),
  },
  {
    rule: 'missing-field',
    mistake: 'a device_group without a name',
    applications: [model({ group: { name: undefined } })],
    end: replica('model', /DeviceGroup\.__init__\(\) missing 1 required positional argument: 'name'/),
  },
  {
    rule: 'unknown-device',
    mistake: 'a device that there is no platform for',
    applications: [model({ group: { device_type: 'XPU' } })],
    end: replica('model', /Unsupported platform: XPU/),
  },
  {
    rule: 'torch-sampler',
    mistake: 'a sampler that is no longer there',
    applications: [sampler({ args: { sampler_type: 'torch' } })],
    end: replica('sampler', /ImportError: cannot import name 'TorchSampler'/),
  },
  {
    rule: 'nproc-positive',
    mistake: 'no GPU on a node',
    applications: [model({ args: { nproc_per_node: 0 } })],
    end: replica('model', /ZeroDivisionError/),
  },
  {
    rule: 'wrong-type',
    mistake: 'a size of a mesh in quotes',
    applications: [processor({ args: { device_mesh: { dp_size: '2' } } })],
    end: replica('processor', /TypeError/),
  },
  {
    rule: 'mesh-explicit-world-size',
    mistake: 'a world_size that is not the product',
    applications: [processor({ args: { device_mesh: { dp_size: 1, world_size: 2 } } })],
    end: replica('processor', /ValueError: cannot reshape array of size 2 into shape \(1,\)/),
  },
  {
    rule: 'mesh-dim-names',
    mistake: 'two names for one dimension',
    applications: [processor({ args: { device_mesh: { mesh: [0], mesh_dim_names: ['dp', 'tp'] } } })],
    end: replica('processor', /does not match the shape of `mesh`/),
  },
  {
    rule: 'nproc-positive',
    mistake: 'fewer than no GPU on a node',
    applications: [model({ args: { nproc_per_node: -1 } })],
    end: replica('model', /Cannot schedule TwinkleCompatMockModel with the placement group/),
  },
  {
    rule: 'ncpu-positive',
    mistake: 'no process on a node',
    applications: [processor({ args: { ncpu_proc_per_node: 0 } })],
    end: replica('processor', /ZeroDivisionError: division by zero/),
  },
  {
    rule: 'mesh-dim-names',
    mistake: 'a dimension of another name',
    applications: [processor({ args: { device_mesh: { mesh: [0], mesh_dim_names: ['data'] } } })],
    end: replica('processor', /assert all\(\[name in valid_dim_names[^]*AssertionError\n/),
  },
  {
    rule: 'mesh-dim-names',
    mistake: 'rows of different lengths',
    applications: [
      processor({ args: { device_mesh: { mesh: [[0, 1], [2]], mesh_dim_names: ['dp', 'tp'] } } }),
    ],
    end: replica('processor', /The requested array has an inhomogeneous shape/),
  },
  {
    rule: 'mesh-dim-names',
    mistake: 'a text in place of the names',
    applications: [processor({ args: { device_mesh: { mesh: [0], mesh_dim_names: 'dp' } } })],
    end: replica('processor', /does not match the shape of `mesh`/),
  },
  {
    rule: 'mesh-size-positive',
    mistake: 'two sizes below 0',
    applications: [processor({ args: { device_mesh: { dp_size: -1, tp_size: -1 } } })],
    end: replica('processor', /ValueError: can only specify one unknown dimension/),
  },
  {
    rule: 'supported-model-item',
    mistake: 'another key than model_name',
    applications: [server({ args: { supported_models: [{ name: 'mock-model' }] } })],
    end: replica('server', /ValidationError: 1 validation error for SupportedModel\n/),
  },
  {
    rule: 'redis-url-scheme',
    mistake: 'an address of a Redis without its scheme',
    applications: [processor()],
    top: { persistence: { mode: 'redis', redis_url: 'localhost:6380' } },
    end: replica('processor', /Redis URL must specify one of the following schemes/),
  },
];
