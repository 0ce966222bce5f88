/** One item of a completion, made from what is offered and the place that it is offered at. */
import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type CompletionItem,
} from 'vscode-languageserver';
import { rangeOf } from '../../document/tree/positions';
import { textIn } from '../../document/tree/textIn';
import type { Markdown } from '../../text/markdown';
import { markup } from '../markup';
import type { Place } from './place';
import { plainText } from './snippet';

/** What is offered. */
export interface Offer {
  readonly label: string;
  readonly kind?: CompletionItemKind;
  readonly detail?: string;
  readonly documentation?: Markdown;
  /** Text that is inserted; the label where it is absent. */
  readonly newText?: string;
  /** A snippet that is inserted instead, as plain text where the client takes no snippets. */
  readonly snippet?: string | undefined;
  /** What the client compares with what is typed, where it is not the label. */
  readonly filterText?: string;
  /** True where values or keys are known for what comes next, which the client then shows at once. */
  readonly opens?: boolean;
}

/** @param sortText by which clients order items */
export function itemOf(place: Place, offer: Offer, sortText: string): CompletionItem {
  const { context, analysis, snippets } = place;
  const { label, kind = CompletionItemKind.Value, detail, documentation, snippet, filterText } = offer;
  const isSnippet = snippet !== undefined && snippets;
  const text = isSnippet ? snippet : snippet === undefined ? (offer.newText ?? label) : plainText(snippet);
  const behind = textIn(analysis.document, {
    start: Math.max(0, context.span.end - 1),
    end: context.span.end + 1,
  });
  // Right before a comment, which needs a blank before it.
  const gap = /^\s?#$/.test(behind) && !text.endsWith(' ') ? ' ' : '';
  return {
    label,
    kind,
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: markup(documentation) }),
    sortText,
    ...(filterText !== undefined && { filterText }),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    insertTextMode: InsertTextMode.asIs,
    ...(offer.opens === true &&
      place.suggestCommand !== undefined && { command: { title: label, command: place.suggestCommand } }),
    textEdit: {
      range: rangeOf(analysis.document, context.span),
      newText: (context.needsBlank ? ' ' : '') + text + gap,
    },
  };
}

/** A number as text that sorts as the number does. */
export function ordinal(index: number): string {
  return String(index).padStart(3, '0');
}
