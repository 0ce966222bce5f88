/**
 * What a mesh refuses of `device_mesh` when it is built, and what numpy says then.
 * Source: twinkle/utils/device_mesh.py `DeviceMesh.from_sizes` and `__post_init__`, twinkle-kit 0.1 to 0.5.1.
 */
import { plainNumberOf } from '../../config/reader';
import { text } from '../../text/text';
import type { KnownFailure } from '../knownFailure';
import { isText } from '../values';
import { unknownKey } from '../words';

const mesh = 'args.device_mesh';
const sizes = ['dp_size', 'fsdp_size', 'tp_size', 'pp_size', 'cp_size', 'world_size'];

export const ofMeshes: readonly KnownFailure[] = [
  {
    says: /DeviceMesh\.(?:from_sizes|__init__)\(\) got an unexpected keyword argument '(?<key>\w+)'/,
    codes: ['unknown-key'],
    suspects: [{ at: `${mesh}.{key}` }],
    words: unknownKey,
  },
  {
    says: /DeviceMesh\.__init__\(\) missing \d+ required positional arguments?: /,
    codes: ['missing-field'],
    suspects: [{ at: mesh }],
    words: text('`device_mesh` lacks a field that it requires.'),
  },
  {
    says: /^TypeError: (?:unsupported operand type|can't multiply sequence|'(?:str|NoneType|list|float)' object|Cannot interpret|expected a sequence of integers|unsupported type|arange\(\))/,
    codes: ['wrong-type'],
    suspects: sizes.map(size => ({ at: `${mesh}.${size}`, raises: isText })),
    words: text('A size of a mesh must be a whole number without quotes.'),
    wantsNumber: true,
  },
  {
    says: /^ValueError: cannot reshape array of size \d+ into shape /,
    codes: ['mesh-explicit-world-size', 'mesh-size-positive'],
    suspects: [{ at: `${mesh}.world_size` }],
    words: text('`world_size` is not the product of the other sizes.'),
  },
  {
    says: /^ValueError: (?:can only specify one unknown dimension|Maximum allowed size exceeded|negative dimensions)/,
    codes: ['mesh-size-positive'],
    suspects: sizes.map(size => ({
      at: `${mesh}.${size}`,
      raises: node => (plainNumberOf(node) ?? 1) < 0,
    })),
    words: text('A size of a mesh must be at least 1.'),
  },
  {
    says: /The shape of `mesh_dim_names`:.* does not match the shape of `mesh`/,
    codes: ['mesh-dim-names', 'wrong-type'],
    suspects: [{ at: `${mesh}.mesh_dim_names` }],
  },
  {
    says: /^AssertionError \(assert all\(\[name in valid_dim_names/,
    codes: ['mesh-dim-names'],
    suspects: [{ at: `${mesh}.mesh_dim_names` }],
    words: text('A name in `mesh_dim_names` is not a known dimension.'),
  },
  {
    says: /^ValueError: setting an array element with a sequence\. The requested array has an inhomogeneous shape/,
    codes: ['mesh-dim-names'],
    suspects: [{ at: `${mesh}.mesh` }],
    words: text('The rows of `mesh` have different lengths.'),
  },
];
