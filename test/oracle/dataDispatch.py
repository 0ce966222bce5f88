"""What twinkle-kit's own dispatcher does with a batch: for each line of input (a mesh and a number of workers, as
JSON) one line with the slices of a batch, those that reach no worker, and the workers beyond the first of a slice."""
import json
import sys

from twinkle.infra import _dispatch_args
from twinkle.utils import DeviceMesh


def shares(sizes, workers):
    mesh = DeviceMesh.from_sizes(**sizes, device_type='cuda')
    try:
        slices = mesh.data_world_size
    except AssertionError:
        return None
    if slices == 0:
        return None
    batch = list(range(slices))
    result = _dispatch_args(list(range(workers)), 'slice_dp', 'all', mesh, (batch,), {})
    # Each slice is one sample long, so a worker's slice is its sample; a mesh of one data rank hands out the whole.
    served = [tuple(args[0]) for _, args, _ in result]
    return {'slices': slices, 'lost': slices - len(set(served)), 'repeated': workers - len(set(served))}


for line in sys.stdin:
    case = json.loads(line)
    print(json.dumps(shares(case['sizes'], case['workers'])))
