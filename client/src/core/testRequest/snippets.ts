/**
 * The lines of a Python client for one model, as they run: with twinkle_client (twinkle-kit 0.5.1, twinkle_client/model,
 * twinkle_client/sampler) or with tinker (0.16.1), which twinkle_client prepares for a Twinkle server.
 */
import type { TestTarget } from './target';

export type ClientKind = 'twinkle' | 'tinker';

/** @param base the address without `/api/v1`, which both clients add themselves */
export function snippet(kind: ClientKind, base: string, target: TestTarget): string {
  const lines = kind === 'twinkle' ? twinkle(base, target) : tinker(base, target);
  return `${lines.join('\n')}\n`;
}

/** Where clients have their key; a server without a proxy before it takes any (twinkle/server/utils/validation.py). */
const key = 'os.environ.get("TWINKLE_SERVER_TOKEN", "EMPTY_TOKEN")';

function twinkle(base: string, { model, train, sample }: TestTarget): readonly string[] {
  return [
    'import os',
    '',
    ...(train === undefined || train.full ? [] : ['from peft import LoraConfig']),
    'from twinkle_client import init_twinkle_client',
    ...(train === undefined ? [] : ['from twinkle_client.model import MultiLoraTransformersModel']),
    ...(sample === undefined ? [] : ['from twinkle_client.sampler import vLLMSampler']),
    '',
    `client = init_twinkle_client(base_url=${quoted(base)}, api_key=${key})`,
    ...(train === undefined
      ? []
      : [
          '',
          `model = MultiLoraTransformersModel(model_id=${quoted(model)})`,
          train.full
            ? 'model.add_adapter_to_model("default", None)'
            : 'model.add_adapter_to_model("default", LoraConfig(r=8, target_modules="all-linear"))',
          'model.set_processor("InputProcessor")',
          'model.set_loss("CrossEntropyLoss")',
          'model.set_optimizer("Adam", lr=1e-4)',
          'tokens = [1, 2, 3, 4, 5, 6, 7, 8]',
          `batch = [{"input_ids": tokens, "labels": tokens}]${times(train.batch)}`,
          'print(model.forward_backward(inputs=batch))',
          'model.clip_grad_and_step()',
        ]),
    ...(sample === undefined
      ? []
      : [
          '',
          `sampler = vLLMSampler(model_id=${quoted(model)})`,
          `prompts = [{"input_ids": [1, 2, 3]}]${times(sample.batch)}`,
          'answers = sampler.sample(inputs=prompts, sampling_params={"max_tokens": 16})',
          'print(answers[0].sequences[0].tokens)',
        ]),
    '',
    'client.close()',
  ];
}

function tinker(base: string, { model, train, sample }: TestTarget): readonly string[] {
  const create =
    train?.full === true
      ? `create_full_training_client(base_model=${quoted(model)})`
      : `create_lora_training_client(base_model=${quoted(model)}, rank=8)`;
  return [
    'import os',
    '',
    'from twinkle_client import init_tinker_client',
    '',
    'init_tinker_client()',
    '',
    'from tinker import ServiceClient, types',
    '',
    `service = ServiceClient(base_url=${quoted(base)}, api_key=${key})`,
    ...(train === undefined
      ? []
      : [
          '',
          `training = service.${create}`,
          'tokens = [1, 2, 3, 4, 5, 6, 7, 8]',
          'datum = types.Datum(',
          '    model_input=types.ModelInput.from_ints(tokens[:-1]),',
          '    loss_fn_inputs={"target_tokens": tokens[1:], "weights": [1.0] * (len(tokens) - 1)},',
          ')',
          `print(training.forward_backward([datum]${times(train.batch)}, "cross_entropy").result())`,
          'print(training.optim_step(types.AdamParams(learning_rate=1e-4)).result())',
        ]),
    ...(sample === undefined
      ? []
      : [
          '',
          `sampler = service.create_sampling_client(base_model=${quoted(model)})`,
          'answer = sampler.sample(',
          '    prompt=types.ModelInput.from_ints([1, 2, 3]),',
          `    num_samples=${sample.batch},`,
          '    sampling_params=types.SamplingParams(max_tokens=16),',
          ').result()',
          'print(answer.sequences[0].tokens)',
        ]),
  ];
}

const times = (batch: number): string => (batch === 1 ? '' : ` * ${batch}`);

/** JSON of a string is a string of Python, too. */
const quoted = (value: string): string => JSON.stringify(value);
