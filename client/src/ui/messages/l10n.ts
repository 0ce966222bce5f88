/** Turns the texts of core/ and app/ into words of the display language, harmless wherever the editor shows them. */
import * as vscode from 'vscode';
import { harmless, type Harmless } from '../../core/text/harmless';
import { redact } from '../../core/secrets/redact';
import { comma } from '../../core/text/listed';
import { spoken, withoutSpaces } from '../../core/text/sentences';
import type { Text } from '../../core/text/text';

/** The bundle l10n/bundle.l10n.<locale>.json has the template as its key. What is filled in shows no secret. */
export function render(given: Text): Harmless {
  return harmless(translated(given));
}

function translated({ template, args }: Text): string {
  const filled = args.map(arg => {
    if (typeof arg === 'object') return translated(arg);
    return typeof arg === 'string' ? redact(arg) : arg;
  });
  return withoutSpaces(vscode.l10n.t(template, ...filled));
}

export function renderAll(texts: readonly Text[], separator: string): Harmless {
  return harmless(texts.map(render).join(separator));
}

/** What a reader of the screen says of one thing. */
export function renderSpoken(texts: readonly Text[]): Harmless {
  return harmless(spoken(texts.map(render), render(comma)));
}
