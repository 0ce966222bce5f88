/** Quick fixes of findings, one action that takes all the certain ones, and refactorings. */
import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeAction,
  type CodeActionContext,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding, Fix, TextEdit } from '../../document/tree/finding';
import { offsetAt, rangeOf } from '../../document/tree/positions';
import { Trial } from '../../document/edits/trial';
import { diagnosticSource, type DiagnosticData } from '../../protocol';
import { text, type Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { certainEdits } from './certainEdits';
import { toDiagnostic } from '../diagnostics';
import type { HrefOf } from '../href';
import { fixAll } from './fixAll';
import { ignoring } from './ignoring';
import { refactorings } from '../refactorings/refactorings';
import { soundFixes } from './soundFixes';

/** Kind of the action that applies every certain fix of the file; editors run it on save when told to. */
export const fixAllKind = 'source.fixAll.twinkle';

export const refactorKinds: CodeActionKind[] = ['refactor.extract', 'refactor.rewrite'];

/** Findings of a range for which actions are offered: more make no menu that anybody reads. */
const mostFindings = 100;

export interface CodeActionOptions {
  readonly translate: Translate;
  /** Version of the document, for clients that take edits by version; absent: edits by URI alone. */
  readonly version?: number;
  /** Pages of the codes, as the diagnostics have them. */
  readonly href?: HrefOf;
  /** Those that are shown, where there are others than the analysis has. */
  readonly findings?: readonly Finding[];
}

/** Actions for a range, or for the diagnostics that the client names. */
export function codeActions(
  analysis: Analysis,
  range: Range,
  context: CodeActionContext,
  options: CodeActionOptions,
): CodeAction[] {
  const wants = (kind: string) =>
    context.only === undefined || context.only.some(only => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const trial = new Trial(analysis.document);
    const fixesOf = soundFixes(analysis, trial);
    const findings = findingsFor(analysis, range, context, options.findings ?? analysis.findings).slice(
      0,
      mostFindings,
    );
    for (const finding of findings) {
      for (const fix of fixesOf(finding)) actions.push(quickFix(analysis, finding, fix, options));
    }
    for (const code of new Set(findings.map(finding => finding.code)))
      actions.push(...fixKind(analysis, code, trial, options));
    for (const finding of findings) actions.push(...ignore(analysis, finding, options));
  }
  actions.push(...refactor(analysis, range, context, wants, options));
  // Offered only when asked for, as editors do on save; in the menu of a single place it would be noise.
  if (context.only !== undefined && wants(fixAllKind)) actions.push(...fixAllAction(analysis, options));
  return actions;
}

/** Nothing while a client only looks whether there is something to offer, as it does whenever the cursor moves. */
function refactor(
  analysis: Analysis,
  { start }: Range,
  { only, triggerKind }: CodeActionContext,
  wants: (kind: string) => boolean,
  options: CodeActionOptions,
): CodeAction[] {
  if (!refactorKinds.some(wants)) return [];
  if (only === undefined && triggerKind === CodeActionTriggerKind.Automatic) return [];
  return refactorings(analysis, start, only !== undefined)
    .filter(({ kind }) => wants(kind))
    .map(({ title, kind, edits }) => ({
      title: options.translate(title),
      kind,
      edit: workspaceEdit(analysis, edits, options),
    }));
}

/** The findings that the client means: by code and path where it sends diagnostics of ours, else by place. */
function findingsFor(
  { document }: Analysis,
  range: Range,
  { diagnostics }: CodeActionContext,
  findings: readonly Finding[],
): Finding[] {
  const touches = ({ span }: Finding, { start, end }: Range) =>
    span.start <= offsetAt(document, end) && span.end >= offsetAt(document, start);
  const ours = diagnostics.filter(diagnostic => diagnostic.source === diagnosticSource);
  if (ours.length === 0) return findings.filter(finding => touches(finding, range));
  const named = ours.map(({ code, data, range: place }) => ({
    wanted: key(String(code), (data as Partial<DiagnosticData> | undefined)?.path),
    place,
  }));
  const keys = findings.map(({ code, path }) => key(code, path));
  return findings.filter((finding, index) => {
    const its = named.filter(({ wanted }) => wanted === keys[index]);
    if (its.length === 0) return false;
    // What the reader finds has no path: several of one code are distinguished by their places.
    const isAlone = keys.indexOf(keys[index] ?? '') === keys.lastIndexOf(keys[index] ?? '');
    return isAlone || its.some(({ place }) => touches(finding, place));
  });
}

function key(code: string, path: readonly (string | number)[] | undefined): string {
  return JSON.stringify([code, path]);
}

function quickFix(analysis: Analysis, finding: Finding, fix: Fix, options: CodeActionOptions): CodeAction {
  return {
    title: options.translate(fix.title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(analysis, finding, options.translate, false, options.href)],
    isPreferred: fix.preferred,
    edit: workspaceEdit(analysis, fix.edits, options),
  };
}

/** Every certain fix of one code, where the file has several. */
function fixKind(analysis: Analysis, code: string, trial: Trial, options: CodeActionOptions): CodeAction[] {
  if (analysis.findings.filter(finding => finding.code === code).length < 2) return [];
  const edits = certainEdits(analysis, other => other === code, trial);
  if (edits.length < 2) return [];
  return [
    {
      title: options.translate(text('Apply all safe fixes for `{0}`', code)),
      kind: CodeActionKind.QuickFix,
      edit: workspaceEdit(analysis, edits, options),
    },
  ];
}

function ignore(analysis: Analysis, finding: Finding, options: CodeActionOptions): CodeAction[] {
  const edit = ignoring(analysis.document, finding);
  if (edit === undefined) return [];
  return [
    {
      title: options.translate(text('Ignore `{0}` here', finding.code)),
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(analysis, finding, options.translate, false, options.href)],
      edit: workspaceEdit(analysis, [edit], options),
    },
  ];
}

function fixAllAction(analysis: Analysis, options: CodeActionOptions): CodeAction[] {
  const edits = fixAll(analysis);
  if (edits.length === 0) return [];
  return [
    {
      title: options.translate(text('Apply all safe fixes')),
      kind: fixAllKind,
      edit: workspaceEdit(analysis, edits, options),
    },
  ];
}

function workspaceEdit(
  { uri, document }: Analysis,
  edits: readonly TextEdit[],
  { version }: CodeActionOptions,
): WorkspaceEdit {
  const lspEdits = edits.map(({ span, newText }) => ({ range: rangeOf(document, span), newText }));
  return version === undefined
    ? { changes: { [uri]: lspEdits } }
    : { documentChanges: [{ textDocument: { uri, version }, edits: lspEdits }] };
}
