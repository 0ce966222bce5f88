/** Asks for a new configuration, writes it, and the cluster file that fits it. */
import * as vscode from 'vscode';
import type {
  ForecastView,
  NewCluster,
  NewClusterParams,
  NewConfigAnswers,
  NewConfigChoices,
  WireCard,
} from '../../../../server/src/protocol';
import { nothingSeen, type Sight } from '../../core/newConfig/sight';
import { sentences } from '../../core/text/sentences';
import { showMessage } from '../messages/shown';
import { askAll } from './answers';
import { folderFor, hasClusterFile, isBlank, targetIn, writeNew, type Target } from './target';

/** What the language server and the machine are asked. */
export interface WizardPorts {
  /** What can be chosen, by the installed release where that is known. */
  choices(): Promise<NewConfigChoices>;
  config(answers: NewConfigAnswers): Promise<string>;
  cluster(params: NewClusterParams): Promise<NewCluster>;
  forecast(uri: vscode.Uri): Promise<ForecastView | null>;
  /** Absent where nothing of the machine may be looked at. */
  readonly look: ((signal: AbortSignal) => Promise<Sight>) | undefined;
  /** As the language server is given a file. */
  uriText(uri: vscode.Uri): string;
}

/** Milliseconds for a look at the machine: a tool that reports cards may take ten seconds. */
const lookMs = 20_000;

/** @param given a folder, or a configuration with nothing in it */
export async function newServerConfig(ports: WizardPorts, given: vscode.Uri | undefined): Promise<void> {
  const fills = given !== undefined && /\.ya?ml$/.test(given.path);
  const target = fills && (await isBlank(given)) ? { uri: given, isBlank: true } : undefined;
  const folder = await folderFor(fills ? vscode.Uri.joinPath(given, '..') : given);
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(lookMs)]);
  const sight = seen(ports, signal);
  try {
    const answers = await askAll({
      choices: await ports.choices(),
      sight,
      blind: blindness(ports),
      hasCluster: await hasClusterFile(folder),
    });
    if (answers === undefined) return;
    const file = target ?? (await targetIn(folder));
    await writeNew(file, await ports.config(answers.config));
    const conflicts = answers.cluster ? await clusterFor(ports, file, await sight) : [];
    await vscode.window.showTextDocument(file.uri, { preview: false });
    void tell(ports, file.uri, conflicts);
  } finally {
    controller.abort();
  }
}

/** Never rejects: what cannot be seen is not known. */
async function seen({ look }: WizardPorts, signal: AbortSignal): Promise<Sight> {
  try {
    return (await look?.(signal)) ?? nothingSeen;
  } catch {
    return nothingSeen;
  }
}

function blindness({ look }: WizardPorts): string | undefined {
  if (look !== undefined) return undefined;
  return vscode.workspace.isTrusted
    ? vscode.l10n.t('The cards are not known: no folder on the disk of this machine is open.')
    : vscode.l10n.t('The cards are not known: nothing is run in a folder that is not trusted.');
}

/** Why the configuration does not run on the cards of this machine. */
async function clusterFor(ports: WizardPorts, { uri }: Target, sight: Sight): Promise<readonly string[]> {
  const cards = wireCards(sight);
  const made = await ports.cluster({ config: ports.uriText(uri), ...(cards !== undefined && { cards }) });
  const file = vscode.Uri.joinPath(uri, '..', 'twinkle_cluster.yaml');
  await writeNew({ uri: file, isBlank: false }, made.text);
  return made.conflicts;
}

/** As the server takes them. */
export function wireCards({ cards }: Sight): WireCard[] | undefined {
  return cards?.map(({ kind, index }) => ({ device: kind === 'NPU' ? 'npu' : 'gpu', index }));
}

/** What was written, and what stands in the way. */
async function tell(ports: WizardPorts, uri: vscode.Uri, conflicts: readonly string[]): Promise<void> {
  const forecast = vscode.l10n.t('Forecast Placement');
  const name = vscode.workspace.asRelativePath(uri);
  const view = await ports.forecast(uri).catch(() => null);
  const fits = view?.applications.every(({ status }) => status === 'placed') ?? true;
  const isRead = view?.clusterState === 'read';
  if (conflicts.length === 0 && fits) return;
  const words =
    conflicts.length > 0
      ? sentences(conflicts)
      : vscode.l10n.t('{0} is written, but the nodes of the cluster file have no room for it.', name);
  const chosen = await showMessage('warning', words, ...(isRead ? [forecast] : []));
  if (chosen === forecast) await vscode.commands.executeCommand('twinkle.forecast', uri);
}
