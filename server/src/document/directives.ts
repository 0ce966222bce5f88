/**
 * Directives before a document, of which libyaml takes fewer than the package, and an end without a document.
 * Source: libyaml 0.2.5 `yaml_parser_process_directives`, `yaml_parser_scan_directive`.
 */
import { text } from '../text/text';
import type { Finding } from './finding';
import { problem } from './problems';

const head = /^\ufeff?(?:[ \t]*(?:#.*)?\r?\n|%.*\r?\n)*/;

export function directiveProblems(source: string): Finding[] {
  const start = head.exec(source)?.[0] ?? '';
  const findings: Finding[] = [];
  const refuse = (at: number, length: number): void => {
    const message = text(
      'The server cannot read this line: `%YAML 1.1` or 1.2, once, may stand before `---`.',
    );
    findings.push(problem('yaml-syntax', message, { start: at, end: at + length }));
  };
  let versions = 0;
  for (const { 0: line, 1: name, 2: value = '', index } of start.matchAll(/^%(\S*)[ \t]*(.*)/gm)) {
    if (name === 'YAML') versions += 1;
    const isRead = name === 'TAG' || (name === 'YAML' && versions === 1 && /^1\.[12](?:\s|$)/.test(value));
    if (!isRead) refuse(index, line.length);
  }
  // Only marks of an end, and nothing that they end.
  if (/^\.\.\.(?=\s|$)/.test(source.slice(start.length))) refuse(start.length, 3);
  return findings;
}
