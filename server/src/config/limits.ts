/** The limits of an application, wherever they stand. Fields: twinkle/server/utils/task_queue/config.py, 0.5.1; vLLM. */
import type { Optional } from './field';
import { perApplication } from './perApplication';
import { plainNumberOf, Reader } from './reader';
import type { Application } from './serverConfig';
import type { MappingNode, TreeNode } from '../document/tree/tree';

export interface Limits {
  readonly queue: {
    readonly node: MappingNode | undefined;
    readonly requestsPerSecond: Optional<number>;
    readonly tokensPerSecond: Optional<number>;
    readonly maxInputTokens: Optional<number>;
    readonly executionTimeout: Optional<number>;
    readonly enabled: Optional<boolean>;
  };
  /** `args.max_length`: tokens of a training request. */
  readonly maxLength: Optional<number>;
  readonly engine: {
    readonly node: MappingNode | undefined;
    readonly maxModelLength: Optional<number>;
    readonly enableLora: Optional<boolean>;
    readonly maxLoraRank: Optional<number>;
    readonly memoryShare: Optional<number>;
    readonly tensorParallel: Optional<number>;
    readonly pipelineParallel: Optional<number>;
  };
}

/** What is not written is undefined; the default is up to the reader. */
export const limitsOf = perApplication(readLimits);

function readLimits({ args }: Application): Limits {
  const reader = args && new Reader(args.node, args.path);
  const queue = reader?.mapping('queue_config');
  const engine = reader?.mapping('engine_args');
  return {
    queue: {
      node: queue?.node,
      requestsPerSecond: queue?.number('rps_limit'),
      tokensPerSecond: queue?.number('tps_limit'),
      maxInputTokens: queue?.number('max_input_tokens'),
      executionTimeout: queue?.number('execution_timeout'),
      enabled: queue?.field('enabled', booleanOf),
    },
    maxLength: reader?.number('max_length'),
    engine: {
      node: engine?.node,
      maxModelLength: engine?.field('max_model_len', plainNumberOf),
      enableLora: engine?.field('enable_lora', booleanOf),
      maxLoraRank: engine?.field('max_lora_rank', plainNumberOf),
      memoryShare: engine?.field('gpu_memory_utilization', plainNumberOf),
      tensorParallel: engine?.field('tensor_parallel_size', plainNumberOf),
      pipelineParallel: engine?.field('pipeline_parallel_size', plainNumberOf),
    },
  };
}

/** The value of a field, the default where it is not written, undefined where it is unknown. */
export function valueOr<T>(field: Optional<T>, byDefault: T): T | undefined {
  return field === undefined ? byDefault : field.value;
}

function booleanOf(node: TreeNode): boolean | undefined {
  return node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined;
}
