import * as vscode from 'vscode';
import { snippet, type ClientKind } from '../../core/testRequest/snippets';
import { text } from '../../core/text/text';
import { buttonOf } from '../messages/buttons';
import { offer } from '../messages/offer';
import { pick } from '../messages/shown';
import type { CommandHandler } from '../services';
import { testedServer } from './actions/testedServer';

/** Copies the lines of a Python client for the running server and one of its models. */
export const copyClientSnippet: CommandHandler = services => async given => {
  const title = vscode.l10n.t('Copy Client Snippet');
  const tested = await testedServer(services, given, title);
  if (tested === undefined) return;
  const { base, target, model } = tested;
  const chosen = await pick(clients(), { title, placeHolder: target.model });
  if (chosen === undefined) return;
  await vscode.env.clipboard.writeText(snippet(chosen.client, base, target));
  offer(
    services.log,
    text('A client for {0} was copied. It reads its key from TWINKLE_SERVER_TOKEN.', target.model),
    buttonOf({ kind: 'sendTestRequest', file: model.uri.toString() }),
  );
};

function clients(): readonly (vscode.QuickPickItem & { readonly client: ClientKind })[] {
  return [
    { label: 'twinkle_client', description: vscode.l10n.t('the client of twinkle-kit'), client: 'twinkle' },
    {
      label: 'tinker',
      description: vscode.l10n.t('the client of Tinker, with twinkle-kit'),
      client: 'tinker',
    },
  ];
}
