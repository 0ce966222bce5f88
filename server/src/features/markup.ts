/** Markdown as the protocol carries it. The lint rules keep `MarkupKind` to this file, so that all of it is harmless. */
import { MarkupKind, type MarkupContent } from 'vscode-languageserver';
import type { Markdown } from '../text/markdown';

export function markup(value: Markdown): MarkupContent {
  return { kind: MarkupKind.Markdown, value };
}
