/** What can be opened from a text: pages of models and of rules, and the values that interpolations refer to. */
import type { DocumentLink } from 'vscode-languageserver';
import { fragmentsOf } from '../../document/omegaconf/interpolation';
import { onePerPlace } from '../../document/tree/onePerPlace';
import { positionAt, rangeOf } from '../../document/tree/positions';
import { nodeAtOffset } from '../../document/tree/locate';
import type { Analysis, ConfigAnalysis } from '../../analysis/analysis';
import { codes } from '../../analysis/settings/codes';
import { hrefOf, type HrefOf } from '../href';
import { suppressionsIn } from '../../analysis/settings/suppressions';
import { targetOf } from './definition';

export function documentLinks(analysis: Analysis, href: HrefOf = hrefOf): DocumentLink[] {
  if (analysis.kind !== 'config') return rulePages(analysis, href);
  const links = [...modelPages(analysis), ...interpolations(analysis), ...rulePages(analysis, href)];
  return onePerPlace(links, ({ range }) => range);
}

/** An id without a scheme is ModelScope's; what may be a path on disk has no link. */
const id = /^(?:(ms|hf):\/\/)?([\w.-]+\/[\w.-]+)$/;

/** Model ids lead to the hub that they are loaded from. Source: twinkle/hub/hub.py, twinkle-kit 0.5.1. */
function modelPages(analysis: ConfigAnalysis): DocumentLink[] {
  return analysis.config.applications.flatMap(({ args }) => {
    const field = args?.modelId;
    const engine = args?.backend ?? args?.samplerType;
    const match = engine?.value === 'mock' ? null : id.exec(field?.value ?? '');
    if (field === undefined || match === null || /^[.~]/.test(match[2] ?? '')) return [];
    const [, scheme, name = ''] = match;
    const target =
      scheme === 'hf' ? `https://huggingface.co/${name}` : `https://modelscope.cn/models/${name}`;
    return [{ range: rangeOf(analysis.document, field.span), target }];
  });
}

/** `${a.b}` leads to the value of `b`, by the line in the fragment, which editors understand. */
function interpolations({ uri, document }: ConfigAnalysis): DocumentLink[] {
  const links: DocumentLink[] = [];
  // Few files have any.
  for (let at = document.text.indexOf('${'); at !== -1; at = document.text.indexOf('${', at + 2)) {
    const found = nodeAtOffset(document, at);
    if (found?.node.kind !== 'scalar' || found.inKey) continue;
    const { start, end } = found.node.span;
    const fragment = fragmentsOf(document.text.slice(start, end)).find(
      each => typeof each !== 'string' && start + each.at.start === at,
    );
    if (fragment === undefined || typeof fragment === 'string' || fragment.kind !== 'path') continue;
    const target = targetOf(document, fragment, found.path);
    if (target === undefined) continue;
    const { line, character } = positionAt(document, target.start);
    const range = rangeOf(document, { start: at, end: start + fragment.at.end });
    links.push({ range, target: `${uri}#L${line + 1},${character + 1}` });
  }
  return links;
}

/** In comments that silence a finding, its code leads to its page. */
function rulePages({ document }: Analysis, href: HrefOf): DocumentLink[] {
  return suppressionsIn(document)
    .filter(({ code }) => codes.includes(code))
    .map(({ code, span }) => ({ range: rangeOf(document, span), target: href(code) }));
}
