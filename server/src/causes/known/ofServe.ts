/**
 * What Ray Serve refuses of the file itself, and what the launcher refuses of an application.
 * Sources: ray/serve/config.py, ray/serve/_private/{utils,application_state,http_util}.py, Ray 2.60.0;
 * twinkle/server/launcher/server_launcher.py, twinkle-kit 0.1 to 0.5.1.
 */
import { plainNumberOf } from '../../config/reader';
import type { TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { Groups, KnownFailure } from '../knownFailure';
import { isQuoted } from '../values';
import { unknownKey } from '../words';

export const ofServe: readonly KnownFailure[] = [
  {
    says: /Invalid route_prefix '(?<value>[^']*)'/,
    codes: ['route-prefix-syntax'],
    suspects: [{ at: 'route_prefix', raises: isQuoted }],
  },
  {
    // Ray Serve is empty when a launch begins, so the other application is of the same file.
    says: /Prefix (?<value>\S+) is being used by application "/,
    codes: ['duplicate-route-prefix'],
    suspects: [{ at: 'route_prefix', raises: isQuoted }],
  },
  {
    says: /^TypeError: build_\w+_app\(\) missing \d+ required positional arguments?: /,
    codes: ['processor-needs', 'missing-field'],
    suspects: [{ at: 'import_path' }],
    words: text('A field that the application requires is missing.'),
  },
  {
    says: /^TypeError: build_\w+_app\(\) got an unexpected keyword argument '(?<key>\w+)'/,
    codes: ['unknown-key', 'older-file'],
    suspects: [{ at: 'args.{key}' }],
    words: unknownKey,
  },
  {
    says: /'(?<value>[^']*)' is not a valid ProxyLocation/,
    codes: ['proxy-location'],
    suspects: [{ at: '/proxy_location', raises: isQuoted }],
  },
  {
    says: /bind\(\): port must be 0-65535/,
    codes: ['port-range'],
    suspects: [{ at: '/http_options.port', raises: value => !inRange(plainNumberOf(value) ?? 0) }],
  },
  {
    // Whoever uses the port is mostly not of the file. It is where the file itself names it twice.
    says: /^RuntimeError: Failed to bind to address /,
    codes: ['port-clash'],
    suspects: [{ at: '/http_options.port', raises: () => false }],
  },
  {
    says: /Redis URL must specify one of the following schemes/,
    codes: ['redis-url-scheme'],
    suspects: [{ at: '/persistence.redis_url' }],
  },
  {
    // twinkle/server/state/backend/file_backend.py `_init_file`: the folder, the file or its lock. A full disk is none of it.
    says: /^\w+Error: \[Errno (?!28\b|122\b)\d+\] [^:]+: '(?<value>[^']+)'/,
    codes: ['state-file'],
    suspects: [{ at: '/persistence.file_path', raises: isOnTheWay }],
    words: text('The state of the server cannot be kept in this file.'),
  },
  {
    says: /^ValidationError: \d+ validation errors? for SupportedModel /,
    codes: ['supported-model-item'],
    suspects: [{ at: 'args.supported_models' }],
    words: text('An entry of `supported_models` has no `model_name`.'),
  },
];

function inRange(port: number): boolean {
  return port >= 0 && port <= 65_535;
}

/** The file itself, its lock, or a folder that it is in. */
function isOnTheWay(node: TreeNode, { value = '' }: Groups): boolean {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || value === '') return false;
  return `${node.value}.lock` === value || node.value === value || node.value.startsWith(`${value}/`);
}
