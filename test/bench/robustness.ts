/**
 * What hostile texts (hostile.ts) cost the real server: the longest answer to one of twenty edits, to a request behind
 * an edit, and the most memory that the process ever had. For each a server of its own.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, Position } from 'vscode-languageserver/node';
import { twinkleLanguageServer } from './contenders';
import type { Hostile } from './hostile';
import { LanguageServer } from './languageServer';
import { cpuMilliseconds } from './processUsage';

export interface RobustnessFigures {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds from `didOpen` to the first diagnostics. */
  readonly openMs: number;
  /** Milliseconds from an edit to its diagnostics, the longest of twenty, and the processor's for the dearest one. */
  readonly editMs: number;
  readonly editCpuMs: number;
  /** Milliseconds of the longest answer to a request, and which it was. */
  readonly requestMs: number;
  readonly request: string;
  /** Most resident memory of the process, megabytes. */
  readonly peakMb: number;
  /** Codes of the findings, each once. */
  readonly codes: readonly string[];
}

const edits = 20;

/** @param folder the workspace, an empty folder */
export async function measureRobustness(
  root: string,
  folder: string,
  { name, text }: Hostile,
): Promise<RobustnessFigures> {
  await using server = await LanguageServer.start(
    twinkleLanguageServer(root),
    folder,
    join(folder, 'server_config.yaml'),
  );
  let found: readonly Diagnostic[] = [];
  const any = (diagnostics: readonly Diagnostic[]): boolean => {
    found = diagnostics;
    return true;
  };
  const start = performance.now();
  await server.open(text, any);
  const openMs = performance.now() - start;
  const codes = [...new Set(found.map(({ code }) => String(code)))].sort();
  const places = placesOf(text);
  let editMs = 0;
  let editCpuMs = 0;
  for (let edit = 0; edit < edits; edit++) {
    const place = places[Math.floor(edit / 2) % places.length] ?? { line: 0, character: 0 };
    const behind = { line: place.line, character: place.character + 1 };
    const change =
      edit % 2 === 0
        ? { start: place, end: place, newText: 'x' }
        : { start: place, end: behind, newText: '' };
    const before = cpuMilliseconds(server.pid);
    editMs = Math.max(editMs, await server.change(change, any));
    editCpuMs = Math.max(editCpuMs, cpuMilliseconds(server.pid) - before);
  }
  let requestMs = 0;
  let request = '';
  for (const position of places) {
    for (const [method, params] of requestsAt(position, places.at(-1) ?? position)) {
      const asked = performance.now();
      await server.request(method, params);
      const taken = performance.now() - asked;
      if (taken > requestMs) [requestMs, request] = [taken, method.replace('textDocument/', '')];
    }
  }
  return {
    name,
    bytes: text.length,
    openMs,
    editMs,
    editCpuMs,
    requestMs,
    request,
    peakMb: peakMegabytes(server.pid),
    codes,
  };
}

/** The beginning, two places in the middle and the end of a text. */
function placesOf(text: string): Position[] {
  const offsets = [0, Math.floor(text.length / 3), Math.floor(text.length / 2), text.length];
  return offsets.map(offset => {
    let line = 0;
    let start = 0;
    for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) {
      if (index + lineBreak.length > offset) break;
      line += 1;
      start = index + lineBreak.length;
    }
    return { line, character: offset - start };
  });
}

function requestsAt(position: Position, end: Position): [string, object][] {
  const range = { start: { line: 0, character: 0 }, end };
  return [
    ['textDocument/completion', { position }],
    ['textDocument/hover', { position }],
    ['textDocument/definition', { position }],
    ['textDocument/references', { position, context: { includeDeclaration: true } }],
    ['textDocument/documentHighlight', { position }],
    ['textDocument/selectionRange', { positions: [position] }],
    ['textDocument/codeAction', { range: { start: position, end: position }, context: { diagnostics: [] } }],
    ['textDocument/codeAction', { range, context: { diagnostics: [] } }],
    ['textDocument/documentSymbol', {}],
    ['textDocument/foldingRange', {}],
    ['textDocument/documentLink', {}],
    ['textDocument/inlayHint', { range }],
  ];
}

function peakMegabytes(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1000;
}

export const robustnessHeader = `| text | KB | open, ms | worst edit, ms | its CPU, ms | worst request, ms | peak, MB | findings |
|---|--:|--:|--:|--:|--:|--:|---|`;

export function robustnessRow(figures: RobustnessFigures): string {
  const { name, bytes, openMs, editMs, editCpuMs, requestMs, request, peakMb, codes } = figures;
  const numbers = [openMs, editMs, editCpuMs].map(value => value.toFixed(0));
  const cells = [
    name,
    Math.round(bytes / 1000),
    ...numbers,
    `${requestMs.toFixed(0)} (${request})`,
    peakMb.toFixed(0),
  ];
  return `| ${[...cells, codes.join(', ')].join(' | ')} |`;
}
