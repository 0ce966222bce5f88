/**
 * Keys that are worth offering and explaining in mappings that take any key: environment variables that Twinkle reads,
 * and arguments that it hands on to vLLM. Validation does not look at them, so that none of them is ever an error.
 */
import environmentSchema from '../../../../schemas/environment.json';
import vllmSchema from '../../../../schemas/vllm_engine_args.json';
import { newestVersion } from '../../config/version';
import type { Path } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';
import type { FieldInfo } from './fieldInfo';
import { readSchema, type JsonSchema } from './readSchema';

/** Who reads an environment variable: an application of a kind, or the launcher. */
export type Reader = ApplicationKind | 'launcher';

export interface EnvironmentVariable {
  readonly field: FieldInfo;
  readonly readers: readonly Reader[];
  /** True for what the launcher sets from the file, so that nobody should set it by hand. */
  readonly setByLauncher: boolean;
}

interface Extension {
  readonly kinds: readonly string[];
  readonly setByLauncher?: boolean;
}

type Fields = ReadonlyMap<string, FieldInfo>;

let environment: ReadonlyMap<string, EnvironmentVariable> | undefined;
let vllm: Fields | undefined;

/** Environment variables that some part of Twinkle reads, by name. */
export function environmentVariables(): ReadonlyMap<string, EnvironmentVariable> {
  environment ??= readEnvironment();
  return environment;
}

function readEnvironment(): ReadonlyMap<string, EnvironmentVariable> {
  const extensions = new Map<string, Extension>(
    Object.entries(environmentSchema.properties).map(([name, { 'x-twinkle': extension }]) => [
      name,
      extension,
    ]),
  );
  const variables = [...fieldsOfSchema(environmentSchema as JsonSchema)].map(
    ([name, field]): [string, EnvironmentVariable] => {
      const { kinds = [], setByLauncher = false } = extensions.get(name) ?? {};
      return [name, { field, readers: kinds as readonly Reader[], setByLauncher }];
    },
  );
  return new Map(variables);
}

/** Arguments of vLLM's engine beside those that Twinkle itself names. Which of them exist depends on the installed vLLM. */
export function vllmArguments(): Fields {
  vllm ??= fieldsOfSchema(vllmSchema as JsonSchema, 'vLLM');
  return vllm;
}

function fieldsOfSchema(schema: JsonSchema, readBy?: string): Fields {
  return readSchema(schema, newestVersion, readBy).fields ?? new Map<string, FieldInfo>();
}

/** Which of the two a mapping holds, by its path. */
export type OpenMapping = 'environment' | 'vllm';

export function openMappingAt(path: Path, isCluster: boolean): OpenMapping | undefined {
  const last = path.at(-1);
  if (isCluster) {
    const isEnvironment = last === 'env' && (path.length === 1 || (path.length === 3 && path[0] === 'nodes'));
    return isEnvironment ? 'environment' : undefined;
  }
  if (path[0] !== 'applications') return undefined;
  if (last === 'engine_args' && path.length === 4 && path[2] === 'args') return 'vllm';
  return last === 'env_vars' && path.at(-2) === 'runtime_env' ? 'environment' : undefined;
}
