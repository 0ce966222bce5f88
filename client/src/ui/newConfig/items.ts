/** The answers that the questions for a new configuration offer, with what a person needs to choose. */
import * as vscode from 'vscode';
import { deviceAmount } from '../../core/text/amounts';
import { listed } from '../../core/text/listed';
import type { Backend, ClientKind, Device } from '../../../../server/src/protocol';
import { deviceNames } from '../../../../server/src/protocol';
import type { CachedModel, Card } from '../../core/machine/keeper';
import type { CardChoices } from '../../core/newConfig/cardChoices';
import { inLikelyOrder, mayBeModel, modelId, sizeText, usualModel } from '../../core/newConfig/modelChoices';
import { render } from '../messages/l10n';

/** An answer in a list. */
export interface Item<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** Enter takes it. */
  readonly likely: boolean;
}

/** Models of the caches, which need no download, and where there is none the usual one. */
export function modelItems(models: readonly CachedModel[]): Item<string>[] {
  const hubs = {
    ms: vscode.l10n.t('in the ModelScope cache'),
    hf: vscode.l10n.t('in the Hugging Face cache'),
  };
  const cached = inLikelyOrder(models).map((model, index) => ({
    label: model.id,
    description: `${hubs[model.hub]} · ${render(sizeText(model.bytes))}`,
    value: modelId(model),
    likely: index === 0,
  }));
  if (models.some(({ id }) => id === usualModel)) return cached;
  return [
    ...cached,
    {
      label: usualModel,
      description: vscode.l10n.t('downloaded from ModelScope at the first launch'),
      value: usualModel,
      likely: cached.length === 0,
    },
  ];
}

/** What is offered for a typed text, behind the models that it matches. */
export function typedModel(typed: string): Item<string> | undefined {
  if (!mayBeModel(typed)) return undefined;
  const isPath = /^[~/]/.test(typed);
  return {
    label: vscode.l10n.t('Use {0}', typed),
    description: isPath
      ? vscode.l10n.t('a folder on the machine of the server')
      : typed.startsWith('hf://')
        ? vscode.l10n.t('a model on Hugging Face')
        : vscode.l10n.t('a model on ModelScope; hf:// before it is Hugging Face'),
    value: typed,
    likely: false,
  };
}

/** @param cards those of the machine; undefined where nobody could look */
export function backendItems(
  backends: readonly Backend[],
  cards: readonly Card[] | undefined,
): Item<Backend>[] {
  const hasCards = cards !== undefined && cards.length > 0;
  const likely: Backend = hasCards || !backends.includes('mock') ? 'transformers' : 'mock';
  const details = {
    transformers: vscode.l10n.t('Trains with Hugging Face Transformers. Fits most models.'),
    megatron: vscode.l10n.t('Trains with Megatron-LM, for large models and mixtures of experts.'),
    mock: vscode.l10n.t('Loads no model and uses no card. Its answers are made up, to try the server out.'),
  };
  const reason = {
    transformers: hasCards ? seenCards(cards) : '',
    megatron: '',
    mock:
      cards === undefined
        ? vscode.l10n.t('chosen because cards are not known here')
        : vscode.l10n.t('chosen because no card is seen on this machine'),
  };
  return backends
    .toSorted((a, b) => Number(b === likely) - Number(a === likely))
    .map(backend => ({
      label: backend,
      ...(backend === likely && reason[backend] !== '' && { description: reason[backend] }),
      detail: details[backend],
      value: backend,
      likely: backend === likely,
    }));
}

/** Such as `8 × NVIDIA A100-SXM4-80GB`. */
function seenCards(cards: readonly Card[]): string {
  const names = [...new Set(cards.map(({ name }) => name))];
  const counts = names.map(name => `${cards.filter(card => card.name === name).length} × ${name}`);
  return render(listed(counts));
}

/** Numbers of cards, with what is there. */
export function countItems(
  { counts, likely }: CardChoices,
  seen: readonly Card[] | undefined,
  device: Device,
): Item<number>[] {
  const name = deviceNames[device];
  const unseen =
    seen === undefined || seen.length === 0
      ? vscode.l10n.t('on the machine that will run it; no card is seen here')
      : vscode.l10n.t('this machine has {0}', seen.length);
  return counts.map(count => ({
    label: count === 0 ? vscode.l10n.t('No sampler') : render(deviceAmount(device, count)),
    ...(count === likely && { description: count === 0 && seen?.length === 1 ? noneLeft(name) : unseen }),
    value: count,
    likely: count === likely,
  }));
}

function noneLeft(name: string): string {
  return vscode.l10n.t('the only {0} of this machine trains', name);
}

export function clientItems(): Item<ClientKind[]>[] {
  return [
    {
      label: vscode.l10n.t('Both'),
      description: vscode.l10n.t('one server answers both'),
      value: ['twinkle', 'tinker'],
      likely: true,
    },
    { label: 'Twinkle', description: 'twinkle_client', value: ['twinkle'], likely: false },
    { label: 'Tinker', description: 'tinker', value: ['tinker'], likely: false },
  ];
}

/** Both answers, the likely one first. */
export function yesOrNo(
  likely: boolean,
  details: { readonly yes: string; readonly no: string },
): Item<boolean>[] {
  const items = [
    { label: vscode.l10n.t('Yes'), detail: details.yes, value: true, likely },
    { label: vscode.l10n.t('No'), detail: details.no, value: false, likely: !likely },
  ];
  return likely ? items : items.toReversed();
}
