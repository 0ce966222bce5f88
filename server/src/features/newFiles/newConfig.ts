/**
 * The text of a new `server_config.yaml`: what a launch needs, with the reason of each part, and nothing that the checks
 * find or the forecast does not place.
 */
import { atLeast } from '../../config/version';
import { deviceNames, type NewConfigAnswers } from '../../protocol';
import { text, type Text, type Translate } from '../../text/text';
import { modelLines, processorLines, samplerLines, serverLines, type Plan } from './applicationLines';
import { modelNames } from './modelNames';

const host = '127.0.0.1';
const port = 8000;
const url = `http://${host}:${port}`;

/** @param version the release of twinkle-kit that the file is for */
export function newConfig(answers: NewConfigAnswers, version: string, translate: Translate): string {
  const names = modelNames(answers.model);
  const [training, sampling] = [Math.max(1, Math.trunc(answers.training)), Math.trunc(answers.sampling)];
  const plan: Plan = { ...answers, training, sampling, version, names };
  const comment = (...texts: Text[]) => texts.map(each => `# ${translate(each)}`);
  const application = (why: readonly Text[], lines: readonly string[]) =>
    ['', ...comment(...why), ...lines].map(line => (line === '' ? '' : `  ${line}`));
  const models = application(trainingOf(plan), modelLines(plan));
  const samplers = sampling > 0 ? application(samplingOf(plan), samplerLines(plan)) : [];
  const lines = [
    ...comment(...headOf(plan), ...clientsOf(plan)),
    // Up to 0.1 a server is of one client.
    ...(atLeast(version, '0.2.0') ? [] : [`server_type: ${answers.clients[0] ?? 'twinkle'}`]),
    'proxy_location: EveryNode',
    '',
    'http_options:',
    ...comment(
      text('Only this machine can connect. The server accepts every token, so open it with care.'),
    ).map(line => `  ${line}`),
    `  host: ${host}`,
    `  port: ${port}`,
    '',
    'applications:',
    ...application(
      [text('The gateway. Clients connect to it, and it calls the others by their prefixes.')],
      serverLines(plan),
    ).slice(1),
    // The smaller one could take the only node with room for the other.
    ...(sampling > training ? [...samplers, ...models] : [...models, ...samplers]),
    ...(plan.processor && hasProcessors(plan)
      ? application(
          [text('Processes data for clients. It needs a Ray node with 4 CPUs for each process.')],
          processorLines(plan),
        )
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Up to 0.1 a server for Tinker clients knows no processor. */
function hasProcessors({ version, clients: [first] }: Plan): boolean {
  return atLeast(version, '0.2.0') || first !== 'tinker';
}

/** Does not name the model, since a rename of the model changes no comment. */
function headOf({ version, backend, sampling }: Plan): Text[] {
  const what =
    sampling > 0
      ? text('Twinkle server that trains a model and samples from it, for twinkle-kit {0}.', version)
      : text('Twinkle server that trains a model, for twinkle-kit {0}.', version);
  return backend === 'mock'
    ? [what, text('The mock backend loads no model and uses no card. Its answers are made up.')]
    : [what];
}

/** How each client connects, as its library has it. */
function clientsOf({ clients }: Plan): Text[] {
  const lines = {
    twinkle: text('Twinkle client: {0}', `init_twinkle_client(base_url='${url}', api_key='EMPTY_TOKEN')`),
    // The library refuses a key that begins in another way.
    tinker: text('Tinker client: {0}', `tinker.ServiceClient(base_url='${url}', api_key='tml-EMPTY_TOKEN')`),
  };
  return clients.map(client => lines[client]);
}

function trainingOf({ backend, training, device }: Plan): Text[] {
  if (backend === 'mock') return [text('Training, answered by a mock in one process on a CPU.')];
  if (training === 1) return [text('Training on one {0} of one Ray node.', deviceNames[device])];
  return [
    text(
      'Training on {0} {1}{0||s} of one Ray node. Each holds the whole model.',
      training,
      deviceNames[device],
    ),
    text('A request needs at least {0} {0|sample|samples}, one for each card.', training),
    backend === 'megatron'
      ? text('To split a model that is too large for one card, use `tp_size` in place of `dp_size`.')
      : text('To split a model that is too large for one card, use `fsdp_size` in place of `dp_size`.'),
  ];
}

function samplingOf({ backend, sampling, device }: Plan): Text[] {
  if (backend === 'mock') return [text('Sampling, answered by a mock in one process on a CPU.')];
  const own = text('It needs a Ray node of its own, or it would use the cards of the training.');
  if (sampling === 1) return [text('Sampling with vLLM on one {0}.', deviceNames[device]), own];
  return [
    text('Sampling with vLLM, one engine that is split over {0} {1}{0||s}.', sampling, deviceNames[device]),
    own,
  ];
}
