/** Beside the language of a configuration: the twinkle-kit version that it is checked against, and why. */
import * as vscode from 'vscode';
import { configLanguageId, type DeploymentView } from '../../../../server/src/protocol';
import type { Disposable } from '../../core/async/event';
import { harmless } from '../../core/text/harmless';
import { Disposables } from '../disposables';
import { isServed, servedDocuments } from '../files/documents';

export class VersionItem implements Disposable {
  readonly #owned = new Disposables();
  readonly #item = this.#owned.add(
    vscode.languages.createLanguageStatusItem('twinkle.version', servedDocuments([configLanguageId])),
  );

  /** @param view what the language server says of a file; null where it cannot tell */
  constructor(
    private readonly view: (uri: vscode.Uri) => Promise<DeploymentView | null>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#item.name = vscode.l10n.t('Twinkle version');
    this.#item.command = {
      command: 'workbench.action.openSettings',
      arguments: ['twinkle.version'],
      title: vscode.l10n.t('Choose'),
    };
    this.#owned.add(
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.#refresh();
      }),
    );
    // New facts and new text both end in new findings.
    this.#owned.add(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const shown = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some(uri => uri.toString() === shown)) this.#refresh();
      }),
    );
    this.#refresh();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #refresh(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== configLanguageId || !isServed(document.uri)) return;
    this.view(document.uri).then(view => {
      if (view !== null && vscode.window.activeTextEditor?.document === document) this.#show(view);
    }, this.onError);
  }

  #show({ twinkleVersion, versionReason }: DeploymentView): void {
    // It may be what an installed package says of itself.
    this.#item.text = harmless(`twinkle-kit ${twinkleVersion}`);
    this.#item.detail = reasonOf(versionReason);
    this.#item.accessibilityInformation = { label: `twinkle-kit ${twinkleVersion}: ${this.#item.detail}` };
  }
}

function reasonOf(reason: DeploymentView['versionReason']): string {
  switch (reason) {
    case 'setting':
      return vscode.l10n.t('from the setting');
    case 'installed':
      return vscode.l10n.t('installed in the selected interpreter');
    case 'file':
      return vscode.l10n.t('detected from the fields of the file');
    case 'newest':
      return vscode.l10n.t('the newest known version, by default');
  }
}
