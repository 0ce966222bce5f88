/** The questions for a new configuration. Enter takes the likely answer of each. */
import * as vscode from 'vscode';
import type {
  Backend,
  ClientKind,
  NewConfigAnswers,
  NewConfigChoices,
} from '../../../../server/src/protocol';
import { samplingChoices, trainingChoices } from '../../core/newConfig/cardChoices';
import { mainCards, type Sight } from '../../core/newConfig/sight';
import { askStep } from '../messages/steps';
import { backendItems, clientItems, countItems, modelItems, typedModel, yesOrNo, type Item } from './items';

export interface Questions {
  readonly choices: NewConfigChoices;
  /** What is seen of the machine, which may take seconds. */
  readonly sight: Promise<Sight>;
  /** Why nothing can be seen, where that is so. */
  readonly blind: string | undefined;
  /** A cluster file is there already. */
  readonly hasCluster: boolean;
}

export interface Answers {
  readonly config: NewConfigAnswers;
  /** Write the cluster file, too. */
  readonly cluster: boolean;
}

/** What is known while the questions go on. */
interface Draft extends NewConfigAnswers {
  cluster: boolean;
}

type Question = keyof Omit<Draft, 'device'>;

/** Undefined when it is cancelled. */
export async function askAll(questions: Questions): Promise<Answers | undefined> {
  const draft: Draft = {
    model: '',
    backend: 'mock',
    device: 'gpu',
    training: 1,
    sampling: 1,
    clients: ['twinkle', 'tinker'],
    processor: true,
    cluster: false,
  };
  const asked = () => questionsOf(draft, questions);
  for (let index = 0; index < asked().length;) {
    const question = asked()[index];
    if (question === undefined) break;
    const answer = await askOne(question, draft, questions, { step: index + 1, steps: asked().length });
    if (answer === undefined) return undefined;
    index += answer === 'back' ? -1 : 1;
  }
  const { cluster, ...config } = draft;
  return { config, cluster: cluster && !questions.hasCluster };
}

/** A mock uses no card. */
function questionsOf({ backend }: Draft, { hasCluster }: Questions): readonly Question[] {
  const cards: Question[] = backend === 'mock' ? [] : ['training', 'sampling'];
  return ['model', 'backend', ...cards, 'clients', 'processor', ...(hasCluster ? [] : ['cluster' as const])];
}

/** Writes the answer down. */
async function askOne(
  question: Question,
  draft: Draft,
  { choices, sight, blind }: Questions,
  at: { readonly step: number; readonly steps: number },
): Promise<'back' | 'next' | undefined> {
  const title = vscode.l10n.t('New Server Configuration (twinkle-kit {0})', choices.twinkleVersion);
  const base = { ...at, title, canGoBack: at.step > 1 };
  const ask = async <T>(
    placeholder: string,
    items: Promise<readonly Item<T>[]>,
    write: (value: T) => void,
    more: Pick<Parameters<typeof askStep<Item<T>>>[0], 'typed'> = {},
  ): Promise<'back' | 'next' | undefined> => {
    const chosen = await askStep<Item<T>>({
      ...base,
      ...more,
      placeholder,
      items,
      likely: item => item.likely,
    });
    if (chosen === undefined || chosen === 'back') return chosen;
    write(chosen.value);
    return 'next';
  };
  const cards = async () => mainCards(await sight);
  switch (question) {
    case 'model':
      return ask<string>(
        vscode.l10n.t('Which model? Choose one, or type its id or path.'),
        sight.then(({ models }) => modelItems(models)),
        value => (draft.model = value),
        { typed: typedModel },
      );
    case 'backend':
      return ask<Backend>(
        blind ?? vscode.l10n.t('What trains the model?'),
        cards().then(seen => backendItems(choices.backends, seen)),
        value => {
          draft.backend = value;
        },
      );
    case 'training': {
      const seen = await cards();
      draft.device = seen?.[0]?.kind === 'NPU' ? 'npu' : 'gpu';
      return ask<number>(
        vscode.l10n.t('Cards for training'),
        Promise.resolve(countItems(trainingChoices(seen?.length), seen, draft.device)),
        value => (draft.training = value),
      );
    }
    case 'sampling': {
      const { training, device } = draft;
      return ask<number>(
        vscode.l10n.t('Other cards for sampling'),
        cards().then(seen => countItems(samplingChoices(seen?.length, training), seen, device)),
        value => (draft.sampling = value),
      );
    }
    case 'clients':
      return ask<ClientKind[]>(
        vscode.l10n.t('Which client library connects to the server?'),
        Promise.resolve(clientItems()),
        value => {
          draft.clients = value;
          draft.processor = value.includes('twinkle');
        },
      );
    case 'processor':
      return ask<boolean>(
        vscode.l10n.t('Process data on CPUs of the server?'),
        Promise.resolve(
          yesOrNo(draft.processor, {
            yes: vscode.l10n.t('Twinkle clients can send their datasets to it.'),
            no: vscode.l10n.t('Clients process their data themselves, as Tinker clients always do.'),
          }),
        ),
        value => (draft.processor = value),
      );
    case 'cluster':
      return ask<boolean>(
        vscode.l10n.t('Create the cluster file that fits it, too?'),
        Promise.resolve(
          yesOrNo(true, {
            yes: vscode.l10n.t('twinkle_cluster.yaml lists the Ray nodes that the server runs on.'),
            no: vscode.l10n.t('The command "Create Cluster File" writes it later.'),
          }),
        ),
        value => (draft.cluster = value),
      );
  }
}
