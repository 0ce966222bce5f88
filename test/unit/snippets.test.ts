/** What a snippet inserts, with its placeholders as they stand, must be free of findings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/analysis/analysis';

interface Snippet {
  prefix: string;
  body: string[];
}

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const snippets = (file: string) =>
  Object.entries(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../snippets', file), 'utf8')) as Record<
      string,
      Snippet
    >,
  );

/** `${1:text}` becomes its text, `${1|a,b|}` its first choice, `$0` nothing. */
function filled({ body }: Snippet): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d/g, '');
}

/** An item of a list needs the list around it. */
function whole(text: string, key: string): string {
  return text.startsWith('- ') ? `${key}:\n${text.replace(/^/gm, '  ')}\n` : text;
}

const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

describe.each(snippets('server-config.json'))('%s', (_, snippet) => {
  it('is right as it is inserted', () => {
    const text = whole(filled(snippet), 'applications');
    expect(text).not.toContain('$');
    expect(codes(analyzer.config({ uri: 'file:///server_config.yaml', text }, {}).findings)).toEqual([]);
  });
});

describe.each(snippets('cluster.json'))('%s', (_, snippet) => {
  it('is right as it is inserted', () => {
    const text = whole(filled(snippet), 'nodes');
    expect(text).not.toContain('$');
    expect(codes(analyzer.cluster({ uri: 'file:///twinkle_cluster.yaml', text }, {}).findings)).toEqual([]);
  });
});
